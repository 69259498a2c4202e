#include "grading/offline_report.h"

namespace medcredit::grading {

std::string_view troubleWord(Trouble trouble) {
  constexpr std::array<std::string_view, kTroubles> kWords = {
      "malformed_row",  "unknown_subject", "no_record_id",      "unknown_type",  "bad_date",         "bad_number",
      "negative_value", "future_date",     "duplicate_subject", "no_subject_id", "bad_registered_on"};
  return kWords[static_cast<std::size_t>(trouble)];
}

std::string_view troubleText(Trouble trouble) {
  constexpr std::array<std::string_view, kTroubles> kTexts = {"列数或引号不合 RFC 4180，未使用",
                                                              "主体名单中没有该主体，未使用",
                                                              "缺少 record_id，未使用",
                                                              "评价模型没有使用该信息类型，未计入",
                                                              "日期无法识别，该主体不予评级",
                                                              "数值无法识别，该主体不予评级",
                                                              "数值为负，该主体不予评级",
                                                              "日期晚于评价日，本次不可见",
                                                              "主体重复，只按首行评级",
                                                              "缺少 subject_id，未使用",
                                                              "registered_on 无法识别，按未知处理"};
  return kTexts[static_cast<std::size_t>(trouble)];
}

bool isRejection(Trouble trouble) { return trouble != Trouble::kFutureDate; }

bool OfflineReport::hasRejections() const {
  for (std::size_t i = 0; i < kTroubles; ++i) {
    if (troubles[i].count > 0 && isRejection(static_cast<Trouble>(i))) return true;
  }
  return false;
}

}  // namespace medcredit::grading
