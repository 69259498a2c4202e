#include "workflow/repair.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/penalty_severity.h"

namespace medcredit::workflow {

using base::CivilDate;

namespace {

constexpr auto kTests = std::to_array<std::pair<RepairTest, std::string_view>>({
    {RepairTest::kShortestPublicity, "shortest-publicity"},
    {RepairTest::kSpecialPublicity, "special-publicity"},
    {RepairTest::kNoRepairKind, "no-repair-kind"},
    {RepairTest::kInterval, "interval"},
    {RepairTest::kRectification, "rectification"},
    {RepairTest::kOtherDishonesty, "other-dishonesty"},
    {RepairTest::kTalkMissed, "talk-missed"},
    {RepairTest::kTalkPoints, "talk-points"},
    {RepairTest::kFraud, "fraud"},
    {RepairTest::kIrreparable, "irreparable"},
    {RepairTest::kDuties, "duties"},
    {RepairTest::kEffectRemoved, "effect-removed"},
    {RepairTest::kCommitment, "commitment"},
    {RepairTest::kEvidence, "evidence"},
    {RepairTest::kNotNeeded, "not-needed"},
});

bool has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// One look at the facts on one day.
class Look {
 public:
  Look(const RepairFacts& facts, const RepairRules& rules, CivilDate on)
      : facts_(facts), rules_(rules), on_(on), law_(facts.appliedOn ? std::min(*facts.appliedOn, on) : on) {
    for (const auto& regime : rules.regimes) {
      if (regime.inForce(law_)) regime_ = &regime;
    }
    severity_ = facts.severity;
    const bool known = has(rules.scale, severity_) && (regime_ == nullptr || has(regime_->severities, severity_));
    // A two-level scale has no 轻微: what others call minor is a general one there.
    if (severity_ == "minor" && !known) severity_ = "general";
  }

  [[nodiscard]] const RepairRegime* regime() const { return regime_; }
  [[nodiscard]] const std::string& severity() const { return severity_; }

  [[nodiscard]] std::vector<RepairBar> bars() {
    if (severity_.empty()) {
      RepairRule none;
      none.id = "severity";
      none.source = std::string(domain::kDefaultLabel);
      none.isDefault = true;
      bar(none, "失信程度尚未认定，最短公示期无法确定");
    }
    for (const auto& rule : rules_.rules) {
      if (concerns(rule)) test(rule);
    }
    return std::move(bars_);
  }

 private:
  [[nodiscard]] bool concerns(const RepairRule& rule) const {
    if (rule.validFrom && law_ < *rule.validFrom) return false;
    if (rule.validTo && *rule.validTo < law_) return false;
    if (rule.subject && *rule.subject != facts_.subject) return false;
    return rule.severities.empty() || has(rule.severities, severity_);
  }

  void bar(const RepairRule& rule, std::string text, std::optional<CivilDate> until = std::nullopt) {
    bars_.push_back({rule.id, rule.clause, std::move(text), until, rule.source, rule.isDefault});
  }

  void barUntil(const RepairRule& rule, const std::string& what, CivilDate until) {
    if (on_ < until) bar(rule, what + "，至" + until.plusDays(-1).iso() + "止", until);
  }

  void shortest(const RepairRule& rule) {
    const auto* term = domain::findTermRule(rules_.terms, domain::InfoClass::kNegative, severity_, law_);
    if (term == nullptr || term->publicityMin.empty()) return;
    const auto length = domain::parseDuration(term->publicityMin);
    if (!length.ok() || length->kind != domain::Duration::Kind::kSpan) return;
    barUntil(rule, "最短公示期" + length->label() + "未满", length->after(facts_.publicFrom));
  }

  /// 海南办法 第四十五条（一）: one condition, or two bars of their own.
  void interval(const RepairRule& rule) {
    const CivilDate young = facts_.publicFrom.plusMonths(rule.months);
    const bool inFirst = rule.months > 0 && facts_.penalty && on_ < young;
    const std::optional<CivilDate> again =
        facts_.lastRepair ? std::optional(facts_.lastRepair->plusMonths(rule.since)) : std::nullopt;
    const bool soonAfter = again && on_ < *again;
    const std::string first = "行政处罚信息公示未满" + std::to_string(rule.months) + "个月";
    const std::string second =
        again ? "距离上一次信用修复（" + facts_.lastRepair->iso() + "）不到" + std::to_string(rule.since) + "个月" : "";
    if (rule.joint) {
      if (inFirst && soonAfter) barUntil(rule, first + "，且" + second, std::min(young, *again));
      return;
    }
    if (inFirst) barUntil(rule, first, young);
    if (soonAfter) barUntil(rule, second, *again);
  }

  void talks(const RepairRule& rule) {
    for (const auto& talk : facts_.talks) {
      const bool missed = !talk.attended && !talk.excused;
      if (rule.test == RepairTest::kTalkMissed && missed && !talk.pointsDone) {
        bar(rule, "无故未参加" + talk.on.iso() + "的约谈");
      }
      if (rule.test == RepairTest::kTalkPoints && talk.attended && !talk.pointsDone) {
        bar(rule, talk.on.iso() + "的约谈事项尚未落实");
      }
    }
  }

  void evidence(const RepairRule& rule) {
    if (rule.optional) return;
    const auto given = facts_.evidence.find(rule.evidence);
    if (given == facts_.evidence.end()) {
      bar(rule, "缺少" + rule.evidence);
    } else if (given->second < rule.minimum) {
      bar(rule, rule.evidence + "为" + std::to_string(given->second) + "，不足" + std::to_string(rule.minimum));
    }
  }

  void kinds(const RepairRule& rule) {
    if (!has(facts_.kinds, rule.kind)) return;
    if (rule.test == RepairTest::kNoRepairKind) return bar(rule, "属于“" + rule.kind + "”，公示期内不予修复");
    barUntil(rule, "属于“" + rule.kind + "”，最短公示期" + std::to_string(rule.months) + "个月未满",
             facts_.publicFrom.plusMonths(rule.months));
  }

  void others(const RepairRule& rule) {
    for (const auto& day : facts_.otherDishonesty) {
      if (day >= facts_.publicFrom && day <= on_) bar(rule, day.iso() + "被认定有其他失信行为");
    }
  }

  void test(const RepairRule& rule) {
    switch (rule.test) {
      case RepairTest::kShortestPublicity:
        return shortest(rule);
      case RepairTest::kSpecialPublicity:
      case RepairTest::kNoRepairKind:
        return kinds(rule);
      case RepairTest::kInterval:
        return interval(rule);
      case RepairTest::kOtherDishonesty:
        return others(rule);
      case RepairTest::kTalkMissed:
      case RepairTest::kTalkPoints:
        return talks(rule);
      case RepairTest::kEvidence:
        return evidence(rule);
      case RepairTest::kIrreparable:
        if (!facts_.irreparableBy.empty()) bar(rule, "依法不可修复：" + facts_.irreparableBy);
        return;
      default:
        return plain(rule);
    }
  }

  /// Tests of one yes or no.
  void plain(const RepairRule& rule) {
    if (rule.test == RepairTest::kRectification && !facts_.rectified) bar(rule, "失信行为尚未整改到位");
    if (rule.test == RepairTest::kFraud && facts_.fraud) bar(rule, "信用修复过程中弄虚作假、故意隐瞒事实");
    if (rule.test == RepairTest::kDuties && !facts_.dutiesDone) bar(rule, "决定所定义务尚未履行完毕");
    if (rule.test == RepairTest::kEffectRemoved && !facts_.effectRemoved) bar(rule, "不良社会影响尚未消除");
    if (rule.test == RepairTest::kCommitment && !facts_.commitmentGiven) bar(rule, "尚未作出信用修复承诺");
    if (rule.test == RepairTest::kNotNeeded) bar(rule, "轻微失信信息一般不公示，无需修复");
  }

  const RepairFacts& facts_;
  const RepairRules& rules_;
  CivilDate on_;
  CivilDate law_;  ///< day whose rules hold
  const RepairRegime* regime_ = nullptr;
  std::string severity_;
  std::vector<RepairBar> bars_;
};

/// Does a lapse of time or an act of the subject never help against this bar?
bool lasting(const RepairBar& bar, const RepairRules& rules) {
  if (bar.until) return false;
  if (bar.rule == "severity") return true;
  const auto rule =
      std::find_if(rules.rules.begin(), rules.rules.end(), [&](const RepairRule& r) { return r.id == bar.rule; });
  if (rule == rules.rules.end()) return false;
  const auto test = rule->test;
  return test == RepairTest::kIrreparable || test == RepairTest::kNotNeeded || test == RepairTest::kNoRepairKind ||
         test == RepairTest::kFraud;
}

/// Next day after `day` on which a regime, a rule or a term begins or ends.
std::optional<CivilDate> nextChange(const RepairRules& rules, CivilDate day) {
  std::optional<CivilDate> next;
  const auto see = [&](std::optional<CivilDate> from, std::optional<CivilDate> to) {
    if (from && *from > day && (!next || *from < *next)) next = from;
    if (to && *to >= day && (!next || to->plusDays(1) < *next)) next = to->plusDays(1);
  };
  for (const auto& regime : rules.regimes) see(regime.validFrom, regime.validTo);
  for (const auto& rule : rules.rules) see(rule.validFrom, rule.validTo);
  for (const auto& term : rules.terms) see(term.validFrom, term.validTo);
  return next;
}

std::optional<CivilDate> firstDay(const RepairFacts& facts, const RepairRules& rules, CivilDate on) {
  CivilDate day = on;
  for (int steps = 0; steps < 100; ++steps) {
    const auto bars = Look(facts, rules, day).bars();
    const bool never = std::any_of(bars.begin(), bars.end(), [&](const RepairBar& b) { return lasting(b, rules); });
    std::optional<CivilDate> latest;
    for (const auto& bar : bars) {
      if (bar.until && (!latest || *latest < *bar.until)) latest = bar.until;
    }
    if (!never && !latest) return day;
    const auto change = nextChange(rules, day);
    if (never && !change) return std::nullopt;
    day = never ? *change : change ? std::min(*latest, *change) : *latest;
  }
  return std::nullopt;
}

}  // namespace

std::optional<RepairTest> repairTestFromName(std::string_view name) {
  for (const auto& [test, text] : kTests) {
    if (text == name) return test;
  }
  return std::nullopt;
}

std::string_view repairTestName(RepairTest test) {
  for (const auto& [candidate, text] : kTests) {
    if (candidate == test) return text;
  }
  return "";
}

RepairEligibility repairEligibility(const RepairFacts& facts, const RepairRules& rules, CivilDate on) {
  RepairEligibility answer;
  Look look(facts, rules, on);
  if (look.regime() != nullptr) answer.regime = look.regime()->id;
  answer.bars = look.bars();
  answer.eligible = answer.bars.empty();
  answer.firstLawfulDay = answer.eligible ? std::optional(on) : firstDay(facts, rules, on);
  const auto* term = domain::findTermRule(rules.terms, domain::InfoClass::kNegative, look.severity(), facts.publicFrom);
  if (term != nullptr && !term->publicityMax.empty()) {
    const auto length = domain::parseDuration(term->publicityMax);
    if (length.ok() && length->kind == domain::Duration::Kind::kSpan) {
      answer.publicityEnds = length->after(facts.publicFrom);
    }
  }
  return answer;
}

std::string explainEligibility(const RepairEligibility& answer) {
  if (answer.eligible) return "符合信用修复条件，可以申请。修复不收取任何费用。";
  std::string text = "目前不能修复：";
  for (std::size_t i = 0; i < answer.bars.size(); ++i) {
    const auto& bar = answer.bars[i];
    text += (i == 0 ? "" : "；") + bar.text;
    if (!bar.clause.empty()) text += "（" + bar.clause + "）";
  }
  text += "。";
  const bool byTime = std::any_of(answer.bars.begin(), answer.bars.end(), [](const RepairBar& b) { return !!b.until; });
  if (answer.firstLawfulDay && byTime) text += "期限上最早可于" + answer.firstLawfulDay->iso() + "申请。";
  if (answer.publicityEnds && answer.firstLawfulDay && *answer.publicityEnds <= *answer.firstLawfulDay) {
    text += "该信息至" + answer.publicityEnds->plusDays(-1).iso() + "公示期满，届时自动停止公示。";
  }
  return text;
}

}  // namespace medcredit::workflow
