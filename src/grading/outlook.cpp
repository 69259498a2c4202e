#include "grading/outlook.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "grading/grade_days.h"

namespace medcredit::grading {

std::optional<Supposed> ifUpheld(const Program& program, const Subject& subject, const FactColumns& facts,
                                 const Words& words, FactRange range) {
  if (!program.hasAlternatives) return std::nullopt;
  Supposition upheld;
  upheld.upheld = true;
  const Outcome outcome = evaluateSubject(program, subject, facts, words, range, upheld);
  if (!outcome.pending || outcome.standing == Standing::kUndetermined) return std::nullopt;
  Supposed result;
  if (outcome.standing == Standing::kGraded) result.score = outcome.score;
  result.level = outcome.level;
  return result;
}

std::vector<Distance> distances(const Program& program, const Outcome& outcome) {
  std::vector<Distance> result;
  if (outcome.standing != Standing::kGraded) return result;
  int reachable = 0;  // best level the met limits leave open
  for (const int at : outcome.metLimits) {
    const CompiledLimit& limit = program.limits[static_cast<std::size_t>(at)];
    if (limit.limit->kind != Limit::Kind::kWorst) reachable = std::max(reachable, limit.level);
  }
  for (int level = 0; level < outcome.level; ++level) {
    const std::int64_t band = program.bands[static_cast<std::size_t>(level)];
    if (band == Program::kNoBand) continue;
    result.push_back({level, std::max<std::int64_t>(band - outcome.bestScore(), 0), level < reachable});
  }
  return result;
}

namespace {

/// The days on which time alone can change a grade: ends of windows, steps of decay, dates of the law, of the subject
/// and of the records.
class ChangeDays {
 public:
  ChangeDays(const Program& program, std::int32_t last) : program_(program), last_(last) {
    for (const auto& rule : program.model->unratedIf) addCondition(rule.when);
    for (const auto& limit : program.model->limits) {
      addCondition(limit.when);
      if (limit.unless) addCondition(*limit.unless);
    }
    for (const auto& rule : program.model->rules) {
      if (rule.when) addCondition(*rule.when);
      if (rule.unless) addCondition(*rule.unless);
      if (rule.window.last) addSpan(*rule.window.last, {rule.of});
      addDecay(rule);
      everyDay_ = everyDay_ || rule.per == Per::kDay;
      if (rule.window.after) add(rule.window.after->days());
    }
    for (const auto& sheet : program.model->scores) {
      if (sheet.window.last) addSpan(*sheet.window.last, {sheet.of});
    }
    if (program.model->indicators) {
      for (const auto& node : program.model->indicators->nodes) {
        for (const auto& leaf : node.leaves) {
          if (const auto* value = std::get_if<Aggregate>(&leaf.value)) addAggregate(*value);
          if (const auto* ratio = std::get_if<RatioScoring>(&leaf.scoring)) addAggregate(ratio->to);
        }
      }
    }
    addLaw();
  }

  void addSubject(const Subject& subject) {
    if (subject.registeredOn == kNoDate) return;
    for (const auto& span : ages_) add(span.addedTo(base::CivilDate(subject.registeredOn)).days());
  }

  void addRecord(const FactColumns& facts, const Words& words, std::size_t row) {
    const std::string_view type = words.text(facts.type[row]);
    for (std::size_t i = 0; i < kDateColumns; ++i) {
      const auto column = static_cast<DateColumn>(i);
      const std::int32_t date = facts.date(column, row);
      if (date == kNoDate || column == DateColumn::kKnown) continue;
      add(date);
      if (column == DateColumn::kStatus) continue;
      addSpans(type, date);
    }
    for (const auto& column : facts.words) {  // further date fields
      bool ok = false;
      const std::int32_t date = column.codes.empty() ? kNoDate : readDay(words.text(column.codes[row]), ok);
      if (date == kNoDate) continue;
      add(date);
      addSpans(type, date);
    }
  }

  [[nodiscard]] std::vector<std::int32_t> days() const {
    std::vector<std::int32_t> out(days_.begin(), days_.end());
    if (everyDay_) {
      out.clear();
      for (std::int32_t day = program_.asOf + 1; day <= last_; ++day) out.push_back(day);
    }
    return out;
  }

 private:
  void add(std::int32_t day) {
    if (day > program_.asOf && day <= last_) days_.insert(day);
  }

  void addSpans(std::string_view type, std::int32_t date) {
    const auto found = spans_.find(std::string(type));
    if (found != spans_.end()) {
      for (const auto& span : found->second) add(span.addedTo(base::CivilDate(date)).days());
    }
    const auto monthly = months_.find(std::string(type));
    if (monthly == months_.end()) return;
    for (int n = 1; n <= monthly->second; ++n) {
      const std::int32_t day = base::CivilDate(date).plusMonths(n).days();
      if (day > last_) break;
      add(day);
    }
  }

  /// Values of a duration that can hold within the horizon.
  [[nodiscard]] std::vector<Duration> spansOf(const DurationValue& value) const {
    if (const auto* written = std::get_if<Duration>(&value.is)) return {*written};
    std::vector<Duration> out;
    const Param* param = program_.model->findParam(std::get<Reference>(value.is).name);
    if (param == nullptr) return out;
    for (const auto& dated : param->values) {
      if (const auto* span = std::get_if<Duration>(&dated.v)) out.push_back(*span);
    }
    return out;
  }

  void addSpan(const DurationValue& value, const std::vector<std::string>& types) {
    for (const auto& span : spansOf(value)) {
      for (const auto& type : types) spans_[type].push_back(span);
    }
  }

  void addMonths(const std::string& type, const DurationValue& length, int times) {
    for (const auto& span : spansOf(length)) months_[type] = std::max(months_[type], span.count * times);
  }

  void addDecay(const Rule& rule) {
    constexpr int kHalvings = 22;
    if (const auto* linear = std::get_if<LinearDecay>(&rule.decay)) {
      if (linear->unit == Duration::Unit::kMonths) {
        addMonths(rule.of, linear->length, 1);
      } else {
        everyDay_ = true;
      }
    } else if (const auto* steps = std::get_if<StepDecay>(&rule.decay)) {
      for (const auto& step : steps->steps) spans_[rule.of].push_back(step.first);
    } else if (const auto* half = std::get_if<HalfLifeDecay>(&rule.decay)) {
      if (half->unit == Duration::Unit::kMonths) {
        addMonths(rule.of, half->length, kHalvings);
      } else {
        everyDay_ = true;
      }
    }
  }

  void addAggregate(const Aggregate& aggregate) {
    if (aggregate.last) addSpan(*aggregate.last, aggregate.of);
  }

  void addCondition(const Condition& condition) {
    if (const auto* test = std::get_if<AggregateTest>(&condition.is)) addAggregate(test->aggregate);
    if (const auto* age = std::get_if<AgeBelow>(&condition.is)) {
      for (const auto& span : spansOf(age->age)) ages_.push_back(span);
    }
    const std::vector<Condition>* parts = nullptr;
    if (const auto* all = std::get_if<AllOf>(&condition.is)) parts = &all->parts;
    if (const auto* any = std::get_if<AnyOf>(&condition.is)) parts = &any->parts;
    if (const auto* no = std::get_if<NotOf>(&condition.is)) parts = &no->parts;
    if (parts == nullptr) return;
    for (const auto& part : *parts) addCondition(part);
  }

  void addLaw() {
    const Model& model = *program_.model;
    for (const auto& param : model.params) {
      for (const auto& value : param.values) add(value.from.days());
    }
    for (const auto& row : model.lifecycle) {
      if (row.from) add(row.from->days());
    }
    if (model.period.kind == Period::Kind::kRolling) {
      for (const auto& type : program_.types) spans_[type].push_back(model.period.last);
      return;
    }
    for (std::int32_t day = program_.periodTo + 1; day <= last_; day = periodAround(model.period, day).to + 1) add(day);
  }

  const Program& program_;
  std::int32_t last_;
  bool everyDay_ = false;
  std::set<std::int32_t> days_;
  std::map<std::string, std::vector<Duration>> spans_;
  std::map<std::string, int> months_;
  std::vector<Duration> ages_;
};

/// Points by rule, in the order of the rules' ids, kept from day to day.
class RulePoints {
 public:
  explicit RulePoints(const Program& program) : slots_(program.lines.size()) {
    std::vector<std::size_t> order(program.lines.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return program.lines[a].id < program.lines[b].id; });
    for (const std::size_t at : order) {
      if (ids_.empty() || ids_.back() != program.lines[at].id) ids_.emplace_back(program.lines[at].id);
      slots_[at] = ids_.size() - 1;
    }
    points_.resize(ids_.size());
    before_.resize(ids_.size());
  }

  /// Takes over the points of a grade; the rules that have others than before.
  std::vector<std::string> take(const Outcome& outcome) {
    points_.swap(before_);
    std::fill(points_.begin(), points_.end(), 0);
    for (const auto& line : outcome.lines) points_[slots_[line.line]] += line.points;
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (points_[i] != before_[i]) changed.push_back(ids_[i]);
    }
    return changed;
  }

 private:
  std::vector<std::string> ids_;
  std::vector<std::size_t> slots_;  ///< by line
  std::vector<std::int64_t> points_, before_;
};

std::optional<base::CivilDate> knownOnOf(const Program& program) {
  return program.knownOn == INT32_MAX ? std::nullopt : std::optional(base::CivilDate(program.knownOn));
}

}  // namespace

std::vector<CalendarEntry> gradeCalendar(const Program& program, const Subject& subject, const FactColumns& facts,
                                         const Words& words, FactRange range, int months) {
  ChangeDays change(program, base::CivilDate(program.asOf).plusMonths(months).days());
  change.addSubject(subject);
  for (std::size_t row = range.begin; row < range.end; ++row) change.addRecord(facts, words, row);
  GradeDays days(*program.model, knownOnOf(program), subject, facts, words, range);
  const Outcome& now = days.on(program.asOf);
  RulePoints points(days.program());
  (void)points.take(now);
  Standing standing = now.standing;
  std::int64_t score = now.score;
  int level = now.level;
  std::vector<CalendarEntry> calendar;
  for (const std::int32_t day : change.days()) {
    const Outcome& then = days.on(day);
    if (then.standing == standing && then.score == score && then.level == level) continue;
    standing = then.standing;
    score = then.score;
    level = then.level;
    calendar.push_back({day, standing, score, level, points.take(then)});
  }
  return calendar;
}

namespace {

/// True when one grade is better than another: a better level, or the same with more points.
bool betters(const Outcome& now, int level, std::int64_t score) {
  return level >= 0 && (level < now.level || (level == now.level && score > now.score));
}

/// The subject's records once more, so that one can be added.
FactTable copyOf(const Program& program, const FactColumns& facts, const Words& words, FactRange range) {
  constexpr std::string_view kDates[kDateColumns] = {"occurred_on", "determined_on", "ended_on", "known_on",
                                                     "status_on"};
  FactTable table(program.fields);
  for (std::size_t row = range.begin; row < range.end; ++row) {
    table.begin(facts.recordId(row), words.text(facts.type[row]));
    for (std::size_t i = 0; i < kDateColumns; ++i) {
      const std::int32_t day = facts.date(static_cast<DateColumn>(i), row);
      if (day != kNoDate) (void)table.set(kDates[i], base::CivilDate(day).iso());
    }
    for (const auto& column : facts.words) {
      if (!column.codes.empty()) (void)table.set(column.name, words.text(column.codes[row]));
    }
    if (facts.valueOf(row) != kNoValue) (void)table.set("value", Decimal4{facts.valueOf(row)}.str());
    if (facts.statusOf(row) != kNoWord) (void)table.set("status", words.text(facts.statusOf(row)));
    if ((facts.flagsOf(row) & kFactNotPublic) != 0) (void)table.set("public", "false");
  }
  return table;
}

/// A record that a rule rewards as highly as it can, dated today; empty when the rule rewards nothing.
bool addGoodRecord(const Program& program, const CompiledLine& line, FactTable& table) {
  std::int64_t best = line.points.fixed.value_or(0);
  std::string_view word;
  for (const auto& [name, points] : line.points.words) {
    if (points <= best) continue;
    best = points;
    word = name;
  }
  if (best <= 0) return false;
  const std::string today = base::CivilDate(program.asOf).iso();
  table.begin("+", line.rule->of);
  (void)table.set(line.rule->clock.empty() ? std::string_view("determined_on") : std::string_view(line.rule->clock),
                  today);
  if (line.per == Per::kDay) (void)table.set("occurred_on", today);
  if (line.per == Per::kValue) (void)table.set("value", "1");
  if (line.per == Per::kItem) (void)table.set("items", "1");
  if (!word.empty() && line.points.by.kind == FieldRef::Kind::kWord) {
    (void)table.set(program.fields[static_cast<std::size_t>(line.points.by.index)], word);
  }
  return true;
}

int statusIndex(const Program& program, std::string_view word) {
  for (std::size_t i = 0; i < program.statuses.size(); ++i) {
    if (program.statuses[i].word == word) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

std::vector<Route> routes(const Program& program, const Subject& subject, const FactColumns& facts, const Words& words,
                          FactRange range, const std::vector<CalendarEntry>& calendar) {
  std::vector<Route> found;
  Evaluator evaluator(program, words);
  evaluator.use(facts);
  const Outcome now = evaluator.evaluate(subject, range);
  if (now.standing != Standing::kGraded) return found;
  const auto propose = [&](Route route, const Outcome& then) {
    if (then.standing != Standing::kGraded || !betters(now, then.level, then.score)) return;
    route.score = then.score;
    route.level = then.level;
    found.push_back(route);
  };
  const int repaired = statusIndex(program, "repaired");
  for (std::uint32_t record = 0; record < range.end - range.begin; ++record) {
    const WordCode status = facts.statusOf(range.begin + record);
    const std::string_view word = words.text(status);
    Supposition supposition;
    supposition.record = record;
    if (repaired >= 0 && word != "repaired" && word != "revoked") {
      supposition.status = repaired;
      propose({Route::Kind::kRepair, record, -1, kNoDate, 0, -1}, evaluator.evaluate(subject, range, supposition));
      supposition.status = -1;
    }
    const int own = status == kNoWord ? -1 : statusIndex(program, word);
    if (own >= 0 && program.statuses[static_cast<std::size_t>(own)].hasAlternative) {
      supposition.recordUpheld = true;
      propose({Route::Kind::kObjection, record, -1, kNoDate, 0, -1}, evaluator.evaluate(subject, range, supposition));
    }
  }
  const CalendarEntry* later = nullptr;
  for (const auto& entry : calendar) {
    if (entry.standing != Standing::kGraded || !betters(now, entry.level, entry.score)) continue;
    const bool better = later == nullptr || entry.level < later->level;
    if (better) later = &entry;
  }
  if (later != nullptr) {
    found.push_back({Route::Kind::kTime, kNoRecord, -1, later->day, later->score, later->level});
  }
  for (std::size_t i = 0; i < program.lines.size(); ++i) {
    const CompiledLine& line = program.lines[i];
    if (line.kind != CompiledLine::Kind::kRecord || !program.groups[static_cast<std::size_t>(line.group)].decisive)
      continue;
    FactTable table = copyOf(program, facts, words, range);
    if (!addGoodRecord(program, line, table)) continue;
    const FactColumns& columns = table.columns();
    propose({Route::Kind::kGood, kNoRecord, static_cast<int>(i), kNoDate, 0, -1},
            evaluateSubject(program, subject, columns, table.words(), table.all()));
  }
  std::stable_sort(found.begin(), found.end(), [](const Route& a, const Route& b) {
    return a.level != b.level ? a.level < b.level : a.score > b.score;
  });
  return found;
}

}  // namespace medcredit::grading
