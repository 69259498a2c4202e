#include "domain/terms.h"

#include <algorithm>
#include <charconv>

#include "domain/penalty_severity.h"

namespace medcredit::domain {

using base::CivilDate;

namespace {

/// Longest use term of negative information (R-RET-04 default, and the record period of 海南办法 第二十五条).
constexpr Duration kFiveYears{Duration::Kind::kSpan, 60, 0};
constexpr std::string_view kArticle25 = "海南办法 第二十五条";
constexpr std::string_view kArticle26 = "海南办法 第二十六条";

/// A written duration, or nothing when the data leave it open. Data are validated on loading, so a text that does not
/// parse here is one nobody may rely on.
std::optional<Duration> read(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto parsed = parseDuration(text);
  return parsed.ok() ? std::optional(parsed.value()) : std::nullopt;
}

std::optional<CivilDate> earlier(std::optional<CivilDate> a, std::optional<CivilDate> b) {
  if (!a) return b;
  if (!b) return a;
  return std::min(*a, *b);
}

/// Event that starts the clock: end of continuing conduct, else recognition. Empty while the conduct goes on.
std::optional<CivilDate> startEvent(const TermFacts& facts) {
  if (facts.endedOn) return facts.endedOn;
  if (facts.continuing) return std::nullopt;
  return facts.recognisedOn;
}

std::string startWords(const TermFacts& facts) {
  return facts.endedOn ? "自行为终止之日" + facts.endedOn->iso() + "起"
                       : "自认定之日" + facts.recognisedOn.iso() + "起";
}

TermSpan openWhileContinuing(const TermFacts& facts) {
  return {facts.recognisedOn, std::nullopt, "行为处于持续状态，终止后起算（" + std::string(kArticle26) + "）", false};
}

/// Span of `length` from the start event.
TermSpan spanFrom(const TermFacts& facts, const Duration& length, std::string_view basis, bool isDefault) {
  if (length.kind == Duration::Kind::kUnlimited) {
    return {facts.recognisedOn, std::nullopt, "长期（" + std::string(basis) + "）", isDefault};
  }
  if (length.kind == Duration::Kind::kUntilEnd) {
    return {facts.recognisedOn, facts.subjectEndedOn, "至主体终止或者死亡为止（" + std::string(basis) + "）",
            isDefault};
  }
  const auto start = startEvent(facts);
  if (!start) return openWhileContinuing(facts);
  return {facts.recognisedOn, length.after(*start),
          startWords(facts) + length.label() + "（" + std::string(basis) + "）", isDefault};
}

std::string_view sourceOf(const TermRule& rule) {
  return rule.isDefault ? kDefaultLabel : std::string_view(rule.source);
}

/// 记录期限: statute, then the jurisdiction's rule, then 海南办法 第二十五条.
TermSpan retentionOf(const TermFacts& facts, const TermRule* rule) {
  if (const auto own = read(facts.retentionOverride)) {
    return spanFrom(facts, *own, "从其规定：" + std::string(facts.overrideStatute), false);
  }
  if (rule != nullptr) {
    if (const auto length = read(rule->retention)) return spanFrom(facts, *length, sourceOf(*rule), rule->isDefault);
  }
  switch (facts.info) {
    case InfoClass::kNegative:
      return spanFrom(facts, kFiveYears, kArticle25, false);
    case InfoClass::kGood:
      return spanFrom(facts, {Duration::Kind::kUnlimited, 0, 0}, kArticle25, false);
    case InfoClass::kBasic:
      return spanFrom(facts, {Duration::Kind::kUntilEnd, 0, 0}, kArticle25, false);
    case InfoClass::kRecognised:
    case InfoClass::kReference:
    case InfoClass::kOther:
      break;
  }
  return spanFrom(facts, {Duration::Kind::kUntilEnd, 0, 0}, kDefaultLabel, true);
}

/// 可应用期 of negative information: the rule's, else the longest publicity of its severity, never above five years.
TermSpan negativeUse(const TermFacts& facts, const TermRule* rule) {
  const auto start = startEvent(facts);
  if (!start) return openWhileContinuing(facts);
  TermSpan span = spanFrom(facts, kFiveYears, kDefaultLabel, true);
  if (rule == nullptr) return span;
  auto length = read(rule->use);
  const bool stated = length.has_value() && !rule->isDefault;
  if (!length) length = read(rule->publicityMax);
  if (!length || length->kind != Duration::Kind::kSpan) return span;
  if (length->after(*start) >= kFiveYears.after(*start)) return span;
  return spanFrom(facts, *length, stated ? sourceOf(*rule) : kDefaultLabel, !stated);
}

/// 可应用期 of everything else: its validity period, else until revoked (海南办法 第二十六条).
TermSpan otherUse(const TermFacts& facts) {
  TermSpan span{facts.validFrom.value_or(facts.recognisedOn), std::nullopt,
                "至被取消或者失效之日止（" + std::string(kArticle26) + "）", false};
  if (facts.validTo) {
    span.end = facts.validTo->plusDays(1);
    span.why = "与有效期一致，至" + facts.validTo->iso() + "（" + std::string(kArticle26) + "）";
  }
  return span;
}

TermSpan useOf(const TermFacts& facts, const TermRule* rule, const TermSpan& retention) {
  TermSpan span = facts.info == InfoClass::kNegative ? negativeUse(facts, rule) : otherUse(facts);
  if (retention.end && (!span.end || *retention.end < *span.end)) {
    span.end = retention.end;
    span.why += "，不超过记录期限";
  }
  if (facts.revokedOn) span.end = earlier(span.end, facts.revokedOn);
  return span;
}

}  // namespace

RecordTerms termsOf(const TermFacts& facts, std::span<const TermRule> rules) {
  const CivilDate regimeDay = startEvent(facts).value_or(facts.recognisedOn);
  const TermRule* rule = findTermRule(rules, facts.info, facts.severity, regimeDay);
  RecordTerms out;
  out.retention = retentionOf(facts, rule);
  out.use = useOf(facts, rule, out.retention);
  out.publicity = out.use;
  bool proposed = false;
  if (facts.severity.empty() && !facts.proposedSeverity.empty()) {
    rule = findTermRule(rules, facts.info, facts.proposedSeverity, regimeDay);
    proposed = rule != nullptr && !rule->severity.empty();
  }
  const auto longest = rule != nullptr ? read(rule->publicityMax) : std::nullopt;
  if (longest) {
    TermSpan span = spanFrom(facts, *longest, sourceOf(*rule), rule->isDefault || proposed);
    if (proposed) span.why += "；失信程度未写明，按建议的“" + std::string(severityLabel(facts.proposedSeverity)) + "”";
    // Information is never shown beyond its use term (R-RET-04).
    if (span.end && (!out.use.end || *span.end < *out.use.end)) out.publicity = span;
  }
  const auto shortest = rule != nullptr ? read(rule->publicityMin) : std::nullopt;
  const auto start = startEvent(facts);
  if (shortest && shortest->kind == Duration::Kind::kSpan && start) out.publicityNotBefore = shortest->after(*start);
  return out;
}

std::vector<DayRange> spentStarts(std::span<const TermRule> rules, std::string_view severity, CivilDate day) {
  // Between two days on which a regime begins or is over the same rule holds, and a later start ends no earlier.
  std::vector<CivilDate> bounds{*CivilDate::fromYmd(1, 1, 1), day.plusDays(1)};
  for (const TermRule& rule : rules) {
    if (rule.validFrom) bounds.push_back(*rule.validFrom);
    if (rule.validTo) bounds.push_back(rule.validTo->plusDays(1));
  }
  std::erase_if(bounds, [&](CivilDate bound) { return bound > day.plusDays(1); });
  std::sort(bounds.begin(), bounds.end());
  const auto spent = [&](CivilDate start) {
    TermFacts facts;
    facts.info = InfoClass::kNegative;
    facts.severity = severity;
    facts.recognisedOn = start;
    const auto terms = termsOf(facts, rules);
    return terms.use.end && *terms.use.end <= day;
  };
  std::vector<DayRange> out;
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    const CivilDate from = bounds[i];
    auto low = from.days();                // spent, once the loop has begun
    auto high = bounds[i + 1].days() - 1;  // may be spent
    if (low > high || !spent(from)) continue;
    while (low < high) {
      const auto middle = low + (high - low + 1) / 2;
      if (spent(CivilDate(middle))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (!out.empty() && out.back().to.plusDays(1) == from) {
      out.back().to = CivilDate(low);
    } else {
      out.push_back({from, CivilDate(low)});
    }
  }
  return out;
}

const TermRule* findTermRule(std::span<const TermRule> rules, InfoClass info, std::string_view severity, CivilDate on) {
  const TermRule* best = nullptr;
  for (const TermRule& rule : rules) {
    if (rule.info != info || (!rule.severity.empty() && rule.severity != severity)) continue;
    if ((rule.validFrom && on < *rule.validFrom) || (rule.validTo && on > *rule.validTo)) continue;
    if (best == nullptr || (best->severity.empty() && !rule.severity.empty())) {
      best = &rule;
    } else if (best->severity == rule.severity && rule.validFrom &&
               (!best->validFrom || *best->validFrom < *rule.validFrom)) {
      best = &rule;
    }
  }
  return best;
}

namespace {

Applicability refuse(std::string reason) { return {false, std::move(reason)}; }

}  // namespace

Applicability applies(const TermFacts& facts, std::span<const TermRule> rules, Use use, CivilDate on) {
  return applies(facts, termsOf(facts, rules), use, on);
}

Applicability applies(const TermFacts& facts, const RecordTerms& terms, Use use, CivilDate on) {
  if (facts.revokedOn && on >= *facts.revokedOn) return refuse("已于" + facts.revokedOn->iso() + "撤销或者取消");
  if (on < terms.use.from) return refuse("尚未生效，自" + terms.use.from.iso() + "起可应用");
  if (!terms.retention.contains(on)) return refuse("记录期限已于" + terms.retention.end->iso() + "届满");
  if (!terms.use.contains(on)) return refuse("可应用期已于" + terms.use.end->iso() + "届满");
  const bool outward = use == Use::kDisclosure || use == Use::kSharing;
  if (outward && facts.internalOnly) return refuse("仅限内部监管和风险防范参考（海南办法 第九条）");
  if (use == Use::kDisclosure && facts.info == InfoClass::kReference) {
    return refuse("参考信息不向社会主动公开（海南办法 第二十一条）");
  }
  if (use == Use::kDisclosure && !terms.publicity.contains(on)) {
    return refuse("公示期已于" + terms.publicity.end->iso() + "届满");
  }
  if (!outward && !facts.counts) return refuse("尚未复核或者核实，不作为评价依据");
  return {true, {}};
}

std::string_view useName(Use u) {
  switch (u) {
    case Use::kDisclosure:
      return "disclosure";
    case Use::kSharing:
      return "sharing";
    case Use::kEvaluation:
      return "evaluation";
    case Use::kResultUse:
      return "result-use";
  }
  return {};
}

std::string_view useLabel(Use u) {
  switch (u) {
    case Use::kDisclosure:
      return "披露";
    case Use::kSharing:
      return "共享互认";
    case Use::kEvaluation:
      return "信用评价";
    case Use::kResultUse:
      return "评价结果运用";
  }
  return {};
}

CivilDate Duration::after(CivilDate start) const { return start.plusMonths(months).plusDays(days); }

std::string Duration::str() const {
  if (kind == Kind::kUnlimited) return "unlimited";
  if (kind == Kind::kUntilEnd) return "until-end";
  std::string out = "P";
  if (months / 12 != 0) out += std::to_string(months / 12) + "Y";
  if (months % 12 != 0) out += std::to_string(months % 12) + "M";
  if (days != 0) out += std::to_string(days) + "D";
  return out;
}

std::string Duration::label() const {
  if (kind == Kind::kUnlimited) return "长期";
  if (kind == Kind::kUntilEnd) return "至主体终止或死亡";
  std::string out;
  if (months / 12 != 0) out += std::to_string(months / 12) + "年";
  if (months % 12 != 0) out += std::to_string(months % 12) + "个月";
  if (days != 0) out += std::to_string(days) + "日";
  return out;
}

base::Result<Duration> parseDuration(std::string_view text) {
  if (text == "unlimited") return Duration{Duration::Kind::kUnlimited, 0, 0};
  if (text == "until-end") return Duration{Duration::Kind::kUntilEnd, 0, 0};
  const auto refused = [text] { return base::fail("RECD-0001", {{"value", std::string(text)}}); };
  if (text.size() < 3 || text.front() != 'P') return refused();
  Duration out;
  constexpr std::string_view kUnits = "YMWD";
  std::size_t lastUnit = kUnits.npos;
  const char* at = text.data() + 1;
  const char* const end = text.data() + text.size();
  while (at != end) {
    int amount = 0;
    const auto [next, error] = std::from_chars(at, end, amount);
    if (error != std::errc() || amount < 0 || amount > 9999 || next == end) return refused();
    const std::size_t unit = kUnits.find(*next);
    if (unit == kUnits.npos || (lastUnit != kUnits.npos && unit <= lastUnit)) return refused();
    (unit < 2 ? out.months : out.days) += amount * (unit == 0 ? 12 : unit == 2 ? 7 : 1);
    lastUnit = unit;
    at = next + 1;
  }
  if (out.months == 0 && out.days == 0) return refused();
  return out;
}

}  // namespace medcredit::domain
