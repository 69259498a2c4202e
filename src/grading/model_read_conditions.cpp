// Conditions: of unrated_if, limits, aggregate rules and unless.
#include <algorithm>
#include <array>

#include "grading/model_reader.h"

namespace medcredit::grading {

namespace {
constexpr int kMostDepth = 12;
constexpr std::size_t kMostParts = 50;
constexpr std::array<std::string_view, 12> kTests = {
    "count",       "sum",       "max",   "exists", "all_repaired", "critical_failed",
    "feeds_below", "age_below", "where", "all",    "any",          "not"};
enum Test {
  kCount,
  kSum,
  kMax,
  kExists,
  kAllRepaired,
  kCriticalFailed,
  kFeedsBelow,
  kAgeBelow,
  kWhere,
  kAll,
  kAny,
  kNot
};

/// True when every field of the expression is one of the subject.
bool isOfSubject(const Expression& expression) {
  if (!expression.field.empty() && !expression.field.starts_with("subject.")) return false;
  return std::all_of(expression.parts.begin(), expression.parts.end(), isOfSubject);
}
}  // namespace

bool ModelReader::condition(TreeNode& node, const std::string& path, Condition& out, int depth) {
  if (depth > kMostDepth) {
    report_.error("GRAD-0023", node.place, {{"path", path}, {"most", std::to_string(kMostDepth) + " 层"}});
    return false;
  }
  const Fields fields(node, path,
                      {"count", "sum", "max", "exists", "all_repaired", "critical_failed", "feeds_below", "age_below",
                       "where", "all", "any", "not", "at_least", "at_most"},
                      report_);
  if (!fields.ok()) return false;
  const int test = fields.oneOf(std::span(kTests));
  if (test < 0) return false;
  out.place = node.place;
  for (const char* bound : {"at_least", "at_most"}) {
    const auto* at = fields.find(bound);
    if (at == nullptr || test < kExists) continue;
    report_.error("GRAD-0025", at->place,
                  {{"path", path}, {"keys", std::string(kTests[static_cast<std::size_t>(test)]) + "、" + bound}});
    return false;
  }
  const auto key = kTests[static_cast<std::size_t>(test)];
  return conditionTest(test, fields, *fields.find(key), fields.path(key), out, depth);
}

bool ModelReader::conditionTest(int test, const Fields& fields, TreeNode& value, const std::string& path,
                                Condition& out, int depth) {
  switch (test) {
    case kCount:
    case kSum:
    case kMax:
    case kExists: {
      constexpr Aggregate::Kind kKinds[] = {Aggregate::Kind::kCount, Aggregate::Kind::kSum, Aggregate::Kind::kMax,
                                            Aggregate::Kind::kExists};
      AggregateTest one;
      if (!aggregate(value, path, kKinds[test], one.aggregate)) return false;
      if (!bound(fields, "at_least", one.atLeast, one.atLeastParam) ||
          !bound(fields, "at_most", one.atMost, one.atMostParam)) {
        return false;
      }
      if (one.atLeast && one.atMost && *one.atMost < *one.atLeast) {
        report_.error("GRAD-0024", value.place, {{"path", fields.path()}, {"detail", "at_most 小于 at_least"}});
        return false;
      }
      if (!one.hasLow() && !one.hasHigh()) one.atLeast = Decimal4::whole(1);
      out.is = std::move(one);
      return true;
    }
    case kAllRepaired: {
      AllRepaired one;
      if (!read_.word(value, path, one.type)) return false;
      out.is = std::move(one);
      return true;
    }
    case kCriticalFailed: {
      CriticalFailed one;
      if (!read_.word(value, path, one.sheet)) return false;
      const auto* sheet = model_.findSheet(one.sheet);
      if (sheet == nullptr) {
        report_.error("GRAD-0019", value.place, {{"path", path}, {"value", one.sheet}});
        return false;
      }
      const bool critical =
          std::any_of(sheet->items.begin(), sheet->items.end(), [](const SheetItem& item) { return item.critical; });
      if (!critical) report_.error("GRAD-0051", value.place, {{"value", one.sheet}});
      out.is = std::move(one);
      return critical;
    }
    case kFeedsBelow: {
      FeedsBelow one;
      if (!decimalOrParam(value, path, one.share, one.shareParam, Decimal4{}, Decimal4::whole(1))) return false;
      out.is = one;
      return true;
    }
    case kAgeBelow: {
      AgeBelow one;
      if (!durationValue(value, path, one.age)) return false;
      out.is = std::move(one);
      return true;
    }
    case kWhere: {
      SubjectWhere one;
      if (!read_.expression(value, path, one.expression)) return false;
      if (!isOfSubject(one.expression)) {
        report_.error("GRAD-0052", value.place, {{"path", path}});
        return false;
      }
      out.is = std::move(one);
      return true;
    }
    case kAll: {
      AllOf one;
      if (!conditionList(value, path, one.parts, depth)) return false;
      out.is = std::move(one);
      return true;
    }
    case kAny: {
      AnyOf one;
      if (!conditionList(value, path, one.parts, depth)) return false;
      out.is = std::move(one);
      return true;
    }
    default: {
      NotOf one;
      one.parts.emplace_back();
      if (!condition(value, path, one.parts.front(), depth + 1)) return false;
      out.is = std::move(one);
      return true;
    }
  }
}

bool ModelReader::bound(const Fields& fields, std::string_view key, std::optional<Decimal4>& out,
                        std::optional<Reference>& reference) {
  auto* node = fields.find(key);
  if (node == nullptr) return true;
  Decimal4 value;
  const Decimal4 most{Decimal4::kLimit};
  if (!decimalOrParam(*node, fields.path(key), value, reference, Decimal4{-most.units}, most)) return false;
  if (!reference) out = value;
  return true;
}

bool ModelReader::conditionList(TreeNode& node, const std::string& path, std::vector<Condition>& out, int depth) {
  if (!read_.isList(node, path, kMostParts, false)) return false;
  bool good = true;
  for (auto& item : node.items) {
    Condition one;
    if (condition(item, path, one, depth + 1)) {
      out.push_back(std::move(one));
    } else {
      good = false;
    }
  }
  return good;
}

bool ModelReader::aggregate(TreeNode& node, const std::string& path, Aggregate::Kind kind, Aggregate& out) {
  const Fields fields(node, path, {"of", "where", "last", "in", "clock", "field"}, report_);
  if (!fields.ok()) return false;
  out.kind = kind;
  out.place = node.place;
  auto* of = fields.need("of");
  if (of == nullptr) return false;
  bool good = true;
  if (of->isSequence()) {
    good = read_.words(*of, fields.path("of"), out.of);
  } else {
    good = read_.word(*of, fields.path("of"), out.of.emplace_back());
  }
  Expression where;
  if (auto* at = fields.find("where")) {
    if (read_.expression(*at, fields.path("where"), where)) {
      out.where = std::move(where);
    } else {
      good = false;
    }
  }
  DurationValue last;
  if (auto* at = fields.find("last")) {
    if (durationValue(*at, fields.path("last"), last)) {
      out.last = std::move(last);
    } else {
      good = false;
    }
  }
  if (auto* at = fields.find("in")) {
    good = read_.choice<bool>(*at, fields.path("in"), out.inPeriod, {{"period", true}}) && good;
  }
  if (auto* at = fields.find("clock")) clockField(*at, fields.path("clock"), out.clock);
  if (auto* at = fields.find("field")) {
    if (kind == Aggregate::Kind::kSum || kind == Aggregate::Kind::kMax) {
      good = read_.word(*at, fields.path("field"), out.field) && good;
    } else {
      report_.error("GRAD-0025", at->place, {{"path", path}, {"keys", "count、exists、field"}});
      good = false;
    }
  }
  return good;
}

}  // namespace medcredit::grading
