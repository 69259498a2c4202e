#include "grading/program_build.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "grading/program_decay.h"

namespace medcredit::grading {

namespace {

std::string joined(const Citations& citations) {
  std::string out;
  for (const auto& citation : citations) {
    if (!out.empty()) out += ';';
    out += citation.str();
  }
  return out;
}

/// `last` and `in: period` together; the narrower holds.
WindowSpan spanOf(Program& program, const std::optional<DurationValue>& last, bool inPeriod) {
  WindowSpan span;
  span.inPeriod = inPeriod;
  const Duration* found = last ? durationOn(*program.model, *last, program.asOf, program.missing) : nullptr;
  if (found != nullptr) span.last = *found;
  return span;
}

}  // namespace

int ProgramBuild::type(std::string_view name) {
  const auto found = std::find(program_.types.begin(), program_.types.end(), name);
  if (found != program_.types.end()) return static_cast<int>(found - program_.types.begin());
  program_.types.emplace_back(name);
  return static_cast<int>(program_.types.size()) - 1;
}

int ProgramBuild::field(std::string_view name) {
  const auto found = std::find(program_.fields.begin(), program_.fields.end(), name);
  if (found != program_.fields.end()) return static_cast<int>(found - program_.fields.begin());
  program_.fields.emplace_back(name);
  return static_cast<int>(program_.fields.size()) - 1;
}

FieldRef ProgramBuild::fieldRef(std::string_view name) {
  const int date = dateColumnOf(name);
  if (date >= 0) return {FieldRef::Kind::kDate, date};
  if (name == "value") return {FieldRef::Kind::kValue, 0};
  if (name == "of") return {FieldRef::Kind::kType, 0};
  if (name == "status") return {FieldRef::Kind::kStatus, 0};
  if (name == "id" || name == "record_id") return {FieldRef::Kind::kRecordId, 0};
  if (name == "subject.type") return {FieldRef::Kind::kSubjectType, 0};
  if (name == "subject.kind") return {FieldRef::Kind::kSubjectKind, 0};
  if (name == "subject.region") return {FieldRef::Kind::kSubjectRegion, 0};
  return {FieldRef::Kind::kWord, field(name)};
}

std::int64_t ProgramBuild::units(const Reference& reference) {
  const auto value = decimalOn(*program_.model, reference, program_.asOf, program_.missing);
  return value ? value->units : 0;
}

ClockRef ProgramBuild::clock(std::string_view name) {
  if (name.empty()) return {};
  const int date = dateColumnOf(name);
  if (date >= 0) return {ClockRef::Kind::kColumn, date};
  return {ClockRef::Kind::kWord, field(name)};
}

int ProgramBuild::group(std::string_view id) const {
  for (std::size_t i = 0; i < program_.groups.size(); ++i) {
    if (program_.groups[i].id == id) return static_cast<int>(i);
  }
  return 0;  // the reader has checked that it exists
}

int ProgramBuild::onceKey(std::string_view name) {
  const auto found = std::find(onceFields_.begin(), onceFields_.end(), name);
  if (found != onceFields_.end()) return static_cast<int>(found - onceFields_.begin());
  onceFields_.emplace_back(name);
  return static_cast<int>(onceFields_.size()) - 1;
}

CompiledExpression ProgramBuild::expression(const Expression& source) {
  CompiledExpression out;
  out.kind = source.kind;
  out.op = source.op;
  out.literals = source.literals;
  if (!source.field.empty()) {
    out.active = source.field == "active";
    out.field = fieldRef(source.field);
  }
  for (const auto& part : source.parts) out.parts.push_back(expression(part));
  return out;
}

CompiledAggregate ProgramBuild::aggregate(const Aggregate& source) {
  CompiledAggregate out;
  out.kind = source.kind;
  for (const auto& name : source.of) {
    out.types.push_back(type(name));
    out.mask |= Program::typeBit(out.types.back());
  }
  if (source.where) out.where = expression(*source.where);
  out.span = spanOf(program_, source.last, source.inPeriod);
  out.from = out.span.firstDay(program_.asOf, program_.periodFrom);
  out.clock = clock(source.clock);
  if (source.kind == Aggregate::Kind::kSum || source.kind == Aggregate::Kind::kMax) out.field = fieldRef(source.field);
  return out;
}

CompiledCondition ProgramBuild::condition(const Condition& source) {
  using Kind = CompiledCondition::Kind;
  CompiledCondition out;
  if (const auto* test = std::get_if<AggregateTest>(&source.is)) {
    out.aggregate = aggregate(test->aggregate);
    if (test->atLeast) out.atLeast = test->atLeast->units;
    if (test->atMost) out.atMost = test->atMost->units;
    if (test->atLeastParam) out.atLeast = units(*test->atLeastParam);
    if (test->atMostParam) out.atMost = units(*test->atMostParam);
    if (!test->hasLow() && !test->hasHigh()) out.atLeast = Decimal4::kOne;
  } else if (const auto* repaired = std::get_if<AllRepaired>(&source.is)) {
    out.kind = Kind::kAllRepaired;
    out.type = type(repaired->type);
  } else if (const auto* critical = std::get_if<CriticalFailed>(&source.is)) {
    out.kind = Kind::kCriticalFailed;
    for (std::size_t i = 0; i < program_.lines.size(); ++i) {
      const auto& line = program_.lines[i];
      if (line.sheet != nullptr && line.id == critical->sheet) out.sheet = static_cast<int>(i);
    }
  } else if (const auto* feeds = std::get_if<FeedsBelow>(&source.is)) {
    out.kind = Kind::kFeedsBelow;
    out.share = feeds->shareParam ? Decimal4{units(*feeds->shareParam)} : feeds->share;
  } else if (const auto* age = std::get_if<AgeBelow>(&source.is)) {
    out.kind = Kind::kAgeBelow;
    const Duration* span = durationOn(*program_.model, age->age, program_.asOf, program_.missing);
    if (span == nullptr) return out;
    out.age = *span;
    out.bornAfter = firstDayWithin(*span, program_.asOf);
  } else if (const auto* where = std::get_if<SubjectWhere>(&source.is)) {
    out.kind = Kind::kWhere;
    out.where = expression(where->expression);
  } else {
    const std::vector<Condition>* parts = nullptr;
    if (const auto* all = std::get_if<AllOf>(&source.is)) {
      out.kind = Kind::kAll;
      parts = &all->parts;
    } else if (const auto* any = std::get_if<AnyOf>(&source.is)) {
      out.kind = Kind::kAny;
      parts = &any->parts;
    } else {
      out.kind = Kind::kNot;
      parts = &std::get<NotOf>(source.is).parts;
    }
    for (const auto& part : *parts) out.parts.push_back(condition(part));
  }
  return out;
}

void ProgramBuild::window(const Window& source, CompiledLine& line) {
  line.span = spanOf(program_, source.last, source.inPeriod);
  if (source.after) line.span.after = source.after->days();
  line.from = line.span.firstDay(program_.asOf, program_.periodFrom);
  line.continuing = source.continuingFromEnd;
}

void ProgramBuild::points(const PointsValue& value, CompiledPoints& out) {
  const auto fill = [&](std::string_view by, const WordTable& table) {
    out.by = fieldRef(by);
    for (const auto& row : table) out.words.emplace_back(row.word, row.value.units);
  };
  if (const auto* fixed = std::get_if<Decimal4>(&value.is)) {
    out.fixed = fixed->units;
  } else if (const auto* byWord = std::get_if<PointsByWord>(&value.is)) {
    fill(byWord->field, byWord->words);
  } else {
    const auto& name = std::get<Reference>(value.is).name;
    const Param* param = program_.model->findParam(name);
    const ParamValue* dated = param == nullptr ? nullptr : param->on(base::CivilDate(program_.asOf));
    if (dated == nullptr || std::holds_alternative<Duration>(dated->v)) {
      program_.missing = name;
    } else if (const auto* number = std::get_if<Decimal4>(&dated->v)) {
      out.fixed = number->units;
    } else {
      fill(param->by, std::get<WordTable>(dated->v));
    }
  }
}

void ProgramBuild::rule(const Rule& source) {
  CompiledLine line;
  line.kind = source.isAggregate() ? CompiledLine::Kind::kAggregate : CompiledLine::Kind::kRecord;
  line.rule = &source;
  line.id = source.id;
  line.cite = joined(source.cite);
  line.group = line.negativeGroup = group(source.group);
  if (!source.isAggregate()) line.type = type(source.of);
  line.clock = clock(source.clock);
  if (source.where) line.where = expression(*source.where);
  window(source.window, line);
  if (source.window.continuingFromEnd) (void)field("continuing");
  points(source.points, line.points);
  line.per = source.per;
  if (source.per == Per::kItem) line.items = fieldRef("items");
  const Decimal4 weight = source.weightParam ? Decimal4{units(*source.weightParam)} : source.weight;
  DecayTable decay = tabulateDecay(*program_.model, source.decay, weight, program_.asOf);
  line.decayOfAge = std::move(decay.ofAge);
  line.decay = std::move(decay.factors);
  if (!decay.missing.empty()) program_.missing = std::move(decay.missing);
  line.useFactor = source.useFactor;
  if (source.useFactor) line.uses = fieldRef("uses");
  for (const auto& factor : source.repeat) line.repeat.push_back(Fraction::of(factor));
  line.maxTimes = source.maxTimes;
  if (!source.oncePer.empty()) {
    line.onceKey = onceKey(source.oncePer);
    line.onceField = fieldRef(source.oncePer);
  }
  program_.lines.push_back(std::move(line));
}

void ProgramBuild::sheet(const ScoreSheet& source) {
  CompiledLine line;
  line.kind = CompiledLine::Kind::kSheet;
  line.sheet = &source;
  line.id = source.id;
  line.cite = joined(source.cite);
  line.group = group(source.positiveGroup);
  line.negativeGroup = group(source.negativeGroup);
  line.type = type(source.of);
  line.clock = clock(source.clock);
  window(source.window, line);
  if (source.window.continuingFromEnd) (void)field("continuing");
  line.items = fieldRef("items");
  line.decay.push_back(Fraction{});
  line.maxTimes = 1;
  program_.lines.push_back(std::move(line));
}

void ProgramBuild::leaf(const IndicatorLeaf& source, Fraction factor) {
  CompiledLine line;
  line.kind = CompiledLine::Kind::kLeaf;
  line.id = source.id;
  line.cite = joined(source.cite);
  line.group = line.negativeGroup = group(program_.model->indicators->group);
  line.leaf.leaf = &source;
  if (const auto* value = std::get_if<Aggregate>(&source.value)) {
    line.leaf.aggregate = aggregate(*value);
  } else {
    const auto& latest = std::get<LatestValue>(source.value);
    line.leaf.latestType = type(latest.of);
    line.leaf.latestField = fieldRef(latest.field);
  }
  if (const auto* ratio = std::get_if<RatioScoring>(&source.scoring)) line.leaf.ratioTo = aggregate(ratio->to);
  line.decay.push_back(factor);
  program_.lines.push_back(std::move(line));
}

void ProgramBuild::lines() {
  const Model& model = *program_.model;
  // Sheets are needed by `critical_failed` of rules; rules come first in the ledger. Conditions of rules are therefore
  // compiled after all lines stand.
  for (const auto& source : model.rules) rule(source);
  for (const auto& source : model.scores) sheet(source);
  if (model.indicators) {
    constexpr std::int64_t kHundred = 100;
    const Fraction full = Fraction::of(model.indicators->full.units, Decimal4::kOne * kHundred);
    for (const auto& node : model.indicators->nodes) {
      const Fraction share = Fraction::of(node.weight.units, Decimal4::kOne * kHundred);
      for (const auto& source : node.leaves) {
        const Fraction own = node.isLeaf ? Fraction{} : Fraction::of(source.weight.units, Decimal4::kOne * kHundred);
        const auto whole = times(full, share);
        const auto product = whole ? times(*whole, own) : whole;
        leaf(source, product ? *product : Fraction{0, 1});
      }
    }
  }
  for (auto& line : program_.lines) {
    if (line.rule == nullptr) continue;
    if (line.rule->when) line.when = condition(*line.rule->when);
    if (line.rule->unless) line.unless = condition(*line.rule->unless);
  }
}

}  // namespace medcredit::grading
