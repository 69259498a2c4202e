#include "domain/disclosure.h"

#include <algorithm>

#include "domain/publicity.h"
#include "domain/words.h"

namespace medcredit::domain {

namespace {

constexpr auto kAudienceWords = std::to_array<Words>({{"public", "社会公众"},
                                                      {"subject", "信用主体本人"},
                                                      {"authorised", "经主体授权的第三方"},
                                                      {"own-unit", "提供单位"},
                                                      {"supervisor", "监管范围内的工作人员"},
                                                      {"partner", "政务共享部门"},
                                                      {"agency", "信用服务机构"}});
constexpr auto kStateWords = std::to_array<Words>({{"active", "有效未公示"},
                                                   {"published", "公示中"},
                                                   {"disputed", "公示中且异议处理中"},
                                                   {"repaired", "已修复"},
                                                   {"ended", "公示期满或已撤下"},
                                                   {"sealed", "已转档保存"},
                                                   {"withdrawn", "已作废或撤回"},
                                                   {"withheld", "暂缓公示"}});
constexpr auto kVerdictWords =
    std::to_array<Words>({{"deny", "不提供"}, {"hide", "不显示"}, {"mask", "遮蔽"}, {"show", "显示"}});
constexpr auto kSensitivityWords =
    std::to_array<Words>({{"public", "一般字段"}, {"masked", "敏感字段"}, {"internal", "内部字段"}});

template <class T, class V>
bool admits(const std::vector<T>& set, const V& value) {
  return set.empty() || std::find(set.begin(), set.end(), value) != set.end();
}

}  // namespace

std::string_view audienceName(Audience a) { return at(kAudienceWords, a).name; }
std::string_view audienceLabel(Audience a) { return at(kAudienceWords, a).label; }
std::optional<Audience> audienceFromName(std::string_view name) { return byName<Audience>(kAudienceWords, name); }

std::string_view disclosureStateName(DisclosureState s) { return at(kStateWords, s).name; }
std::string_view disclosureStateLabel(DisclosureState s) { return at(kStateWords, s).label; }
std::optional<DisclosureState> disclosureStateFromName(std::string_view name) {
  return byName<DisclosureState>(kStateWords, name);
}

std::string_view verdictName(DisclosureVerdict v) { return at(kVerdictWords, v).name; }
std::string_view verdictLabel(DisclosureVerdict v) { return at(kVerdictWords, v).label; }
std::optional<DisclosureVerdict> verdictFromName(std::string_view name) {
  return byName<DisclosureVerdict>(kVerdictWords, name);
}

std::string_view sensitivityName(Sensitivity s) { return at(kSensitivityWords, s).name; }
std::string_view sensitivityLabel(Sensitivity s) { return at(kSensitivityWords, s).label; }
std::optional<Sensitivity> sensitivityFromName(std::string_view name) {
  return byName<Sensitivity>(kSensitivityWords, name);
}

Sensitivity effectiveSensitivity(const FieldDef& field, SubjectKind subject) {
  switch (publicShape(field)) {
    case PublicShape::kOmitted:
      return Sensitivity::kInternal;
    case PublicShape::kMasked:
      return Sensitivity::kMasked;
    case PublicShape::kShown:
      break;
  }
  const bool personal = subject == SubjectKind::kNaturalPerson &&
                        (field.role == FieldRole::kSubjectName || field.role == FieldRole::kSubjectCode ||
                         field.role == FieldRole::kQualificationCode || field.role == FieldRole::kPracticeCode);
  return personal ? Sensitivity::kMasked : Sensitivity::kPublic;
}

bool DisclosureRow::matches(const DisclosureQuestion& question) const {
  return admits(audiences, question.audience) && admits(classes, question.infoClass) &&
         admits(states, question.state) && admits(sensitivities, question.sensitivity) &&
         admits(subjects, question.subject) && admits(sharings, question.sharing) &&
         admits(purposes, question.purpose) && (!internalOnly || *internalOnly == question.internalOnly);
}

const Purpose* DisclosurePolicy::purpose(std::string_view id) const {
  const auto it = std::find_if(purposes.begin(), purposes.end(), [id](const Purpose& p) { return p.id == id; });
  return it == purposes.end() ? nullptr : &*it;
}

bool DisclosurePolicy::lawful(std::string_view purposeId, Audience audience) const {
  const auto* found = purpose(purposeId);
  return found != nullptr &&
         std::find(found->audiences.begin(), found->audiences.end(), audience) != found->audiences.end();
}

int DisclosurePolicy::decidingRow(const DisclosureQuestion& question) const {
  DisclosureQuestion asked = question;
  if (!asked.purpose.empty() && !lawful(asked.purpose, asked.audience)) asked.purpose = {};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].matches(asked)) return static_cast<int>(i);
  }
  return -1;
}

DisclosureVerdict DisclosurePolicy::decide(const DisclosureQuestion& question, std::string* rowId) const {
  const int row = decidingRow(question);
  if (rowId != nullptr) *rowId = row < 0 ? "default" : rows[static_cast<std::size_t>(row)].id;
  return row < 0 ? DisclosureVerdict::kDeny : rows[static_cast<std::size_t>(row)].verdict;
}

std::string_view resultPublicityLabel(ResultPublicity p) {
  static constexpr std::array<std::string_view, 3> kLabels{"公开", "授权查询", "不公开"};
  return kLabels.at(static_cast<std::size_t>(p));
}

namespace {

/// Text before and inside the brackets of "公开（等级）".
struct Worded {
  std::string_view word, form;
};
Worded splitWord(std::string_view part) {
  constexpr std::string_view kOpen = "（";
  constexpr std::string_view kClose = "）";
  const auto open = part.find(kOpen);
  if (open == std::string_view::npos) return {part, {}};
  auto form = part.substr(open + kOpen.size());
  if (form.ends_with(kClose)) form.remove_suffix(kClose.size());
  return {part.substr(0, open), form};
}

ResultPublicity publicityOf(std::string_view word) {
  if (word == "公开") return ResultPublicity::kPublic;
  return word == "授权查询" ? ResultPublicity::kAuthorised : ResultPublicity::kNone;
}

}  // namespace

ResultDisclosure resultDisclosure(std::string_view profileValue, SubjectKind subject) {
  constexpr std::string_view kComma = "，";
  ResultDisclosure out;
  const auto comma = profileValue.find(kComma);
  const auto head = splitWord(profileValue.substr(0, comma));
  out.grade = publicityOf(head.word);
  if (out.grade == ResultPublicity::kPublic) out.form = head.form;
  out.detail = comma == std::string_view::npos
                   ? std::max(out.grade, ResultPublicity::kAuthorised)
                   : publicityOf(splitWord(profileValue.substr(comma + kComma.size())).word);
  if (subject == SubjectKind::kNaturalPerson) {
    out.grade = std::max(out.grade, ResultPublicity::kAuthorised);
    out.detail = std::max(out.detail, ResultPublicity::kAuthorised);
    out.form.clear();
  }
  return out;
}

}  // namespace medcredit::domain
