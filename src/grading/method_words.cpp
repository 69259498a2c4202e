// Words of models and conditions in Chinese.
#include <algorithm>
#include <array>
#include <utility>

#include "grading/analysis_parts.h"
#include "grading/method_page.h"

namespace medcredit::grading {

namespace {

constexpr auto kNames = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"institution", "医疗卫生机构"},
    {"manufacturer", "生产企业"},
    {"staff", "医疗卫生人员"},
    {"person", "医疗卫生人员"},
    {"hospital", "医院"},
    {"clinic", "诊所"},
    {"cdc", "疾病预防控制机构"},
    {"mch", "妇幼保健机构"},
    {"blood_station", "采供血机构"},
    {"disinfectant_maker", "消毒产品生产企业"},
    {"penalty", "行政处罚"},
    {"license", "行政许可"},
    {"permit", "行政许可"},
    {"inspection", "行政检查"},
    {"coercion", "行政强制"},
    {"levy", "行政征收"},
    {"requisition", "行政征用"},
    {"commendation", "表彰奖励"},
    {"award", "表彰奖励"},
    {"public_welfare", "公益活动"},
    {"practice_points", "不良执业行为记分"},
    {"recognised_negative", "互认的失信信息"},
    {"reference_info", "参考信息"},
    {"reference", "参考信息"},
    {"serious_list", "严重失信主体名单"},
    {"commitment", "信用承诺"},
    {"broken_commitment", "违反信用承诺"},
    {"kept_commitment", "履行信用承诺"},
    {"self_check", "自查"},
    {"training", "培训"},
    {"spot_check", "双随机检查"},
    {"refused_enforcement", "拒不履行处罚决定"},
    {"score_sheet", "现场评分表"},
    {"minor", "轻微"},
    {"general", "一般"},
    {"serious", "严重"},
    {"pass", "合格"},
    {"fixed", "整改合格"},
    {"fail", "不合格"},
    {"revoked", "已撤销"},
    {"repaired", "已修复"},
    {"disputed", "异议处理中"},
    {"expired", "已到期"},
    {"active", "有效"},
    {"severity", "严重程度"},
    {"outcome", "结果"},
    {"value", "数值"},
    {"status", "状态"},
    {"occurred_on", "发生日期"},
    {"determined_on", "认定日期"},
    {"effective_on", "生效日期"},
    {"published_on", "公布日期"},
    {"ended_on", "终止日期"},
    {"act", "同一行为"},
    {"subject.type", "主体类型"},
    {"subject.kind", "主体种类"},
    {"subject.region", "地区"},
});

std::string joinNames(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : "、") + std::string(wordName(word));
  return out;
}

std::string expressionName(const Expression& e) {
  const auto join = [&](std::string_view sign) {
    std::string out;
    for (const auto& part : e.parts) {
      const bool brackets = part.kind == Expression::Kind::kOr || part.kind == Expression::Kind::kAnd;
      out += out.empty() ? "" : std::string(sign);
      out += brackets ? "（" + expressionName(part) + "）" : expressionName(part);
    }
    return out;
  };
  const auto literals = [&] {
    std::vector<std::string> words;
    for (const auto& literal : e.literals) words.push_back(literal.text);
    return joinNames(words);
  };
  const std::string field(wordName(e.field));
  switch (e.kind) {
    case Expression::Kind::kOr:
      return join("或");
    case Expression::Kind::kAnd:
      return join("且");
    case Expression::Kind::kNot:
      return "不满足（" + expressionName(e.parts.front()) + "）";
    case Expression::Kind::kIn:
      return field + "为" + literals();
    case Expression::Kind::kBetween:
      return field + "在 " + e.literals[0].text + " 到 " + e.literals[1].text + " 之间";
    case Expression::Kind::kTruth:
      return field;
    case Expression::Kind::kCompare: {
      constexpr std::string_view kSigns[] = {"为", "不为", "小于 ", "不大于 ", "大于 ", "不小于 "};
      return field + std::string(kSigns[static_cast<int>(e.op)]) + literals();
    }
  }
  return {};
}

std::string spanName(const Model& model, const Aggregate& aggregate, base::CivilDate day) {
  if (aggregate.last) {
    const auto last = durationOn(model, *aggregate.last, day);
    return last ? "近 " + durationName(*last) + "内" : std::string("期限内");
  }
  return aggregate.inPeriod ? "本评价期内" : "";
}

std::string testName(const Model& model, const AggregateTest& test, base::CivilDate day) {
  const auto& aggregate = test.aggregate;
  std::string out = spanName(model, aggregate, day) + joinNames(aggregate.of);
  if (aggregate.where) out += "（" + expressionName(*aggregate.where) + "）";
  if (aggregate.kind == Aggregate::Kind::kExists) return "有" + out;
  if (aggregate.kind == Aggregate::Kind::kSum) out += "的" + std::string(wordName(aggregate.field)) + "合计";
  if (aggregate.kind == Aggregate::Kind::kMax) out += "的最大" + std::string(wordName(aggregate.field));
  const bool count = aggregate.kind == Aggregate::Kind::kCount;
  const auto low = decimalOn(model, test.atLeast, test.atLeastParam, day);
  const auto high = decimalOn(model, test.atMost, test.atMostParam, day);
  if (low) out += "达到 " + low->str() + (count ? " 条" : "");
  if (high) out += (low ? "、" : "") + std::string("不超过 ") + high->str() + (count ? " 条" : "");
  return out;
}

}  // namespace

std::string_view wordName(std::string_view word) {
  const auto* it = std::find_if(kNames.begin(), kNames.end(), [&](const auto& row) { return row.first == word; });
  return it == kNames.end() ? word : it->second;
}

std::string durationName(const Duration& duration) {
  if (duration.unit == Duration::Unit::kDays) return std::to_string(duration.count) + " 日";
  if (duration.count % 12 == 0) return std::to_string(duration.count / 12) + " 年";
  return std::to_string(duration.count) + " 个月";
}

std::string conditionName(const Model& model, const Condition& condition, base::CivilDate day) {
  const auto join = [&](const std::vector<Condition>& parts, std::string_view sign) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : std::string(sign)) + conditionName(model, part, day);
    return out;
  };
  if (const auto* test = std::get_if<AggregateTest>(&condition.is)) return testName(model, *test, day);
  if (const auto* repaired = std::get_if<AllRepaired>(&condition.is)) {
    return std::string(wordName(repaired->type)) + "均已修复";
  }
  if (std::holds_alternative<CriticalFailed>(condition.is)) return "评分表有关键项目不合格";
  if (const auto* below = std::get_if<FeedsBelow>(&condition.is)) {
    const auto share = decimalOn(model, below->share, below->shareParam, day);
    return "已接入的数据来源（按权重）不足" + (share ? " " + Decimal4{share->units * 100}.str() + "%" : "规定比例");
  }
  if (const auto* age = std::get_if<AgeBelow>(&condition.is)) {
    const auto span = durationOn(model, age->age, day);
    return "登记不满 " + (span ? durationName(*span) : "规定期限");
  }
  if (const auto* where = std::get_if<SubjectWhere>(&condition.is)) return expressionName(where->expression);
  if (const auto* all = std::get_if<AllOf>(&condition.is)) return join(all->parts, "，并且");
  if (const auto* any = std::get_if<AnyOf>(&condition.is)) return join(any->parts, "，或者");
  return "没有出现“" + conditionName(model, std::get<NotOf>(condition.is).parts.front(), day) + "”";
}

}  // namespace medcredit::grading
