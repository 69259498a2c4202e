// The generated cases of a model: edges of bands, windows, decay, dates of the law, caps, words, feeds and ages, and
// mixes of records. What they expect is what the model itself gives: they pin it.
#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "grading/evaluate.h"
#include "grading/model_tests.h"
#include "grading/mutate.h"
#include "grading/outlook.h"
#include "grading/program.h"
#include "grading/program_decay.h"

namespace medcredit::grading {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// splitmix64 with a fixed seed: the same cases every time.
class Draw {
 public:
  std::size_t below(std::size_t n) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % n);
  }

 private:
  std::uint64_t state_ = 20260212;
};

void put(Fields& fields, const std::string& name, const std::string& text) {
  for (auto& field : fields) {
    if (field.first != name) continue;
    field.second = text;
    return;
  }
  fields.emplace_back(name, text);
}

/// Fields that make an expression true, as far as simple ones go; `broken` puts a word there that is in none.
void satisfy(const Expression& expression, Fields& fields, bool broken) {
  switch (expression.kind) {
    case Expression::Kind::kOr:
      satisfy(expression.parts.front(), fields, broken);
      break;
    case Expression::Kind::kAnd:
      for (const auto& part : expression.parts) satisfy(part, fields, broken);
      break;
    case Expression::Kind::kNot:
      satisfy(expression.parts.front(), fields, !broken);
      break;
    case Expression::Kind::kTruth:
      put(fields, expression.field, broken ? "false" : "true");
      break;
    case Expression::Kind::kCompare:
    case Expression::Kind::kIn:
    case Expression::Kind::kBetween:
      if (expression.field.rfind("subject.", 0) == 0 || expression.literals.empty()) break;
      if (broken != (expression.op == Expression::Op::kNotEqual && expression.kind == Expression::Kind::kCompare)) {
        const bool number = expression.literals.front().kind == Literal::Kind::kDecimal;
        put(fields, expression.field, number ? "0" : "none");
      } else {
        put(fields, expression.field, expression.literals.front().text);
      }
      break;
  }
}

class Maker {
 public:
  explicit Maker(const Model& model) : model_(model) {
    for (const auto& rule : model.rules) collectWords(rule);
  }

  std::vector<ModelTest> make() {
    for (const base::CivilDate day : days()) {
      asOf_ = day;
      subjects();
      for (const auto& rule : model_.rules) records(rule);
      for (const auto& sheet : model_.scores) sheets(sheet);
      for (const auto& rule : model_.rules) {
        if (rule.when) condition(*rule.when);
        if (rule.unless) condition(*rule.unless);
      }
      for (const auto& limit : model_.limits) {
        condition(limit.when);
        if (limit.unless) condition(*limit.unless);
      }
      constexpr int kMixes = 60;
      for (int i = 0; i < kMixes; ++i) mix();
    }
    return std::move(cases_);
  }

 private:
  /// Days to look at: that of the first test (or the latest date of the parameters), and both sides of each change.
  [[nodiscard]] std::vector<base::CivilDate> days() const {
    std::set<base::CivilDate> dates;
    base::CivilDate latest;
    for (const auto& param : model_.params) {
      for (std::size_t i = 0; i < param.values.size(); ++i) {
        latest = std::max(latest, param.values[i].from);
        if (i > 0) dates.insert(param.values[i].from);
      }
    }
    for (const auto& row : model_.lifecycle) {
      if (row.from) dates.insert(*row.from);
    }
    std::vector<base::CivilDate> out;
    constexpr int kYear = 12;
    out.push_back(model_.tests.empty() ? latest.plusMonths(kYear).endOfMonth() : model_.tests.front().asOf);
    for (const auto& date : dates) {
      for (const int step : {-1, 0}) {
        const base::CivilDate day = date.plusDays(step);
        const Program program(model_, day, std::nullopt);
        if (program.missing.empty() && std::find(out.begin(), out.end(), day) == out.end()) out.push_back(day);
      }
    }
    return out;
  }

  void collectWords(const Rule& rule) {
    const auto add = [&](const std::string& field, const WordTable& table) {
      for (const auto& row : table) words_.emplace_back(rule.id, std::pair(field, row.word));
    };
    if (const auto* byWord = std::get_if<PointsByWord>(&rule.points.is)) add(byWord->field, byWord->words);
    const auto* reference = std::get_if<Reference>(&rule.points.is);
    const Param* param = reference == nullptr ? nullptr : model_.findParam(reference->name);
    if (param == nullptr || param->by.empty()) return;
    if (const auto* table = std::get_if<WordTable>(&param->values.back().v)) add(param->by, *table);
  }

  [[nodiscard]] TestSubject subject() const {
    TestSubject out;
    out.type = model_.subject.types.front();
    if (!model_.subject.regions.empty()) out.region = model_.subject.regions.front();
    constexpr int kLong = 240;
    out.registeredOn = asOf_.plusMonths(-kLong);
    for (const auto& feed : model_.feeds) out.feeds.push_back(feed.source);
    return out;
  }

  /// The record a rule counts, dated so; `word` chooses among the words of its points.
  [[nodiscard]] TestRecord recordOf(const Rule& rule, base::CivilDate date, std::size_t word,
                                    const std::string& id) const {
    TestRecord out;
    out.id = id;
    out.of = rule.of;
    put(out.fields, rule.clock.empty() ? "determined_on" : rule.clock, date.iso());
    if (rule.per == Per::kDay) put(out.fields, "occurred_on", date.iso());
    if (rule.per == Per::kValue) put(out.fields, "value", std::to_string(1 + word));
    if (rule.per == Per::kItem) put(out.fields, "items", "a=1;b=1");
    std::vector<std::pair<std::string, std::string>> own;
    for (const auto& [ruleId, pair] : words_) {
      if (ruleId == rule.id) own.push_back(pair);
    }
    if (!own.empty()) put(out.fields, own[word % own.size()].first, own[word % own.size()].second);
    if (rule.where) satisfy(*rule.where, out.fields, false);
    if (!rule.oncePer.empty()) put(out.fields, rule.oncePer, "act" + std::to_string(word % 2));
    return out;
  }

  void records(const Rule& rule) {
    if (rule.isAggregate()) return;
    std::size_t words = 0;
    for (const auto& pair : words_) words += pair.first == rule.id ? 1 : 0;
    for (std::size_t word = 0; word < std::max<std::size_t>(words, 1); ++word) add({recordOf(rule, asOf_, word, "e0")});
    std::vector<base::CivilDate> dates = edges(rule);
    for (const auto& date : dates) add({recordOf(rule, date, words > 1 ? 1 : 0, "e0")});
    for (const auto& row : model_.lifecycle) {
      TestRecord record = recordOf(rule, asOf_.plusDays(-1), words > 1 ? 1 : 0, "e0");
      put(record.fields, "status", row.status);
      add({record});
    }
    TestRecord hidden = recordOf(rule, asOf_, words > 1 ? 1 : 0, "e0");
    put(hidden.fields, "public", "false");
    add({hidden});
    if (rule.window.continuingFromEnd) {
      for (const auto& date : dates) {
        TestRecord record = recordOf(rule, date, 0, "e0");
        put(record.fields, "ended_on", asOf_.plusDays(-1).iso());
        add({record});
      }
    }
    if (rule.where) {
      TestRecord record = recordOf(rule, asOf_, 0, "e0");
      satisfy(*rule.where, record.fields, true);
      add({record});
    }
    for (const std::size_t many : {2U, 3U, 5U, 9U, 17U}) {
      std::vector<TestRecord> several;
      for (std::size_t i = 0; i < many; ++i) {
        several.push_back(
            recordOf(rule, asOf_.plusDays(-static_cast<int>(i)), words > 1 ? 1 : i, "e" + std::to_string(i)));
      }
      add(several);
    }
  }

  /// Both sides of each edge in time of a rule.
  [[nodiscard]] std::vector<base::CivilDate> edges(const Rule& rule) const {
    std::vector<base::CivilDate> out;
    const auto edge = [&](std::int32_t first) {
      for (const int step : {-1, 0, 1}) out.emplace_back(first + step);
    };
    const auto span = [&](const Duration& duration) {
      edge(firstDayWithin(duration, asOf_.days()));
      if (duration.count > 1) edge(firstDayWithin({duration.count / 2, duration.unit}, asOf_.days()));
      edge(firstDayWithin({duration.count + 1, duration.unit}, asOf_.days()));
    };
    std::string missing;
    const auto value = [&](const DurationValue& duration) {
      if (const Duration* own = durationOn(model_, duration, asOf_.days(), missing)) span(*own);
    };
    if (rule.window.inPeriod) edge(periodAround(model_.period, asOf_.days()).from);
    if (rule.window.last) value(*rule.window.last);
    if (rule.window.after) edge(rule.window.after->days());
    if (const auto* linear = std::get_if<LinearDecay>(&rule.decay)) value(linear->length);
    if (const auto* half = std::get_if<HalfLifeDecay>(&rule.decay)) value(half->length);
    if (const auto* steps = std::get_if<StepDecay>(&rule.decay)) {
      for (const auto& step : steps->steps) span(step.first);
    }
    return out;
  }

  void sheets(const ScoreSheet& sheet) {
    for (std::size_t low = 0; low <= sheet.items.size(); ++low) {
      for (const int part : {0, 1, 3}) {
        TestRecord record;
        record.id = "s0";
        record.of = sheet.of;
        put(record.fields, sheet.clock.empty() ? "determined_on" : sheet.clock, asOf_.iso());
        std::string items;
        for (std::size_t i = 0; i < sheet.items.size(); ++i) {
          const auto& item = sheet.items[i];
          const Decimal4 mark = i == low ? Decimal4{item.full.units * part / 4} : item.full;
          items += (items.empty() ? "" : ";") + item.id + "=" + (i == low && part == 1 ? "" : mark.str());
        }
        put(record.fields, "items", items);
        add({record});
      }
    }
    for (const auto& row : sheet.toPoints) {  // just at and below each threshold, on the first item
      TestRecord record;
      record.id = "s0";
      record.of = sheet.of;
      put(record.fields, sheet.clock.empty() ? "determined_on" : sheet.clock, asOf_.iso());
      const auto& item = sheet.items.front();
      put(record.fields, "items",
          item.id + "=" + Decimal4{item.full.units / 100 * (row.first.units / Decimal4::kOne)}.str());
      add({record});
    }
  }

  void condition(const Condition& own) {
    if (const auto* test = std::get_if<AggregateTest>(&own.is)) aggregate(*test);
    if (const auto* repaired = std::get_if<AllRepaired>(&own.is)) {
      for (const bool both : {false, true}) {
        std::vector<TestRecord> several;
        for (int i = 0; i < 2; ++i) {
          TestRecord record;
          record.id = "c" + std::to_string(i);
          record.of = repaired->type;
          put(record.fields, "determined_on", asOf_.plusDays(-10 - i).iso());
          if (both || i == 0) put(record.fields, "status", "repaired");
          several.push_back(std::move(record));
        }
        add(several);
      }
    }
    const std::vector<Condition>* parts = nullptr;
    if (const auto* all = std::get_if<AllOf>(&own.is)) parts = &all->parts;
    if (const auto* any = std::get_if<AnyOf>(&own.is)) parts = &any->parts;
    if (const auto* no = std::get_if<NotOf>(&own.is)) parts = &no->parts;
    if (parts == nullptr) return;
    for (const auto& part : *parts) condition(part);
  }

  void aggregate(const AggregateTest& test) {
    const std::int64_t wanted = test.atLeast ? test.atLeast->units / Decimal4::kOne : 1;
    const auto most = static_cast<int>(std::clamp<std::int64_t>(wanted, 1, 12));
    std::vector<base::CivilDate> dates = {asOf_.plusDays(-1)};
    if (test.aggregate.inPeriod) {
      const std::int32_t from = periodAround(model_.period, asOf_.days()).from;
      dates.emplace_back(from);
      dates.emplace_back(from - 1);
    }
    std::string missing;
    const Duration* last =
        test.aggregate.last ? durationOn(model_, *test.aggregate.last, asOf_.days(), missing) : nullptr;
    if (last != nullptr) {
      const std::int32_t first = firstDayWithin(*last, asOf_.days());
      const std::int32_t longer = firstDayWithin({last->count + 1, last->unit}, asOf_.days());
      const std::int32_t shorter = firstDayWithin({(last->count + 1) / 2, last->unit}, asOf_.days());
      for (const std::int32_t day : {first, first - 1, longer, shorter - 1}) dates.emplace_back(day);
    }
    for (const auto& date : dates) {
      for (const int count : {most - 1, most, most + 1}) {
        for (const bool broken : {false, true}) {
          if (broken && !test.aggregate.where) continue;
          std::vector<TestRecord> several;
          for (int i = 0; i < count; ++i) {
            TestRecord record;
            record.id = "c" + std::to_string(i);
            record.of = test.aggregate.of[static_cast<std::size_t>(i) % test.aggregate.of.size()];
            for (const char* field : {"determined_on", "occurred_on"}) put(record.fields, field, date.iso());
            put(record.fields, "value", "1");
            fillWords(record);
            if (test.aggregate.where) satisfy(*test.aggregate.where, record.fields, broken);
            several.push_back(std::move(record));
          }
          if (broken) fillAgain(several);
          add(several);
          // Once more with good records, so that a limit has something to take away.
          const std::vector<TestRecord> good = goodRecords();
          several.insert(several.end(), good.begin(), good.end());
          if (!good.empty()) add(several);
        }
      }
    }
  }

  [[nodiscard]] std::vector<TestRecord> goodRecords() const {
    std::vector<TestRecord> out;
    constexpr int kEach = 4;
    for (const auto& rule : model_.rules) {
      const auto* fixed = std::get_if<Decimal4>(&rule.points.is);
      if (rule.isAggregate() || fixed == nullptr || fixed->units <= 0) continue;
      for (int i = 0; i < kEach; ++i) {
        out.push_back(recordOf(rule, asOf_.plusDays(-i), 0, "g" + rule.id + std::to_string(i)));
      }
    }
    return out;
  }

  /// Words the rules of the record's type need, so that the case is not undetermined.
  void fillWords(TestRecord& record) const {
    for (const auto& rule : model_.rules) {
      if (rule.of != record.of) continue;
      for (const auto& [ruleId, pair] : words_) {
        if (ruleId == rule.id) put(record.fields, pair.first, pair.second);
      }
    }
  }

  /// A word that no condition names but the points know, in place of one that nobody knows.
  void fillAgain(std::vector<TestRecord>& several) const {
    for (auto& record : several) {
      for (auto& field : record.fields) {
        if (field.second != "none") continue;
        for (const auto& [ruleId, pair] : words_) {
          if (pair.first == field.first) {
            field.second = pair.second;
            break;
          }
        }
      }
    }
  }

  void subjects() {
    add({});
    for (const auto& type : model_.subject.types) {
      TestSubject own = subject();
      own.type = type;
      add({}, own);
    }
    TestSubject other = subject();
    other.type = "none";
    add({}, other);
    for (std::size_t i = 0; i < model_.feeds.size(); ++i) {
      TestSubject without = subject();
      without.feeds.erase(without.feeds.begin() + static_cast<std::ptrdiff_t>(i));
      add({}, without);
      TestSubject upTo = subject();
      upTo.feeds.resize(i);
      add({}, upTo);
      TestSubject from = subject();
      from.feeds.erase(from.feeds.begin(), from.feeds.begin() + static_cast<std::ptrdiff_t>(i));
      add({}, from);
    }
    for (const auto& rule : model_.unratedIf) {
      const auto* age = std::get_if<AgeBelow>(&rule.when.is);
      std::string missing;
      const Duration* span = age == nullptr ? nullptr : durationOn(model_, age->age, asOf_.days(), missing);
      if (span == nullptr) continue;
      for (const int more : {-span->count / 2, 0, 1}) {
        for (const int step : {-1, 0}) {
          TestSubject young = subject();
          young.registeredOn = base::CivilDate(firstDayWithin({span->count + more, span->unit}, asOf_.days()) + step);
          add({}, young);
        }
      }
    }
  }

  void mix() {
    std::vector<const Rule*> rules;
    for (const auto& rule : model_.rules) {
      if (!rule.isAggregate()) rules.push_back(&rule);
    }
    if (rules.empty()) return;
    std::vector<TestRecord> several;
    constexpr std::size_t kMost = 12;
    constexpr std::size_t kBack = 900;
    const std::size_t many = 1 + draw_.below(kMost);
    for (std::size_t i = 0; i < many; ++i) {
      const Rule& rule = *rules[draw_.below(rules.size())];
      TestRecord record = recordOf(rule, asOf_.plusDays(-static_cast<int>(draw_.below(kBack))), draw_.below(6),
                                   "m" + std::to_string(i));
      constexpr std::size_t kSome = 8;
      if (!model_.lifecycle.empty() && draw_.below(kSome) == 0) {
        put(record.fields, "status", model_.lifecycle[draw_.below(model_.lifecycle.size())].status);
      }
      several.push_back(std::move(record));
    }
    add(several);
  }

  void add(const std::vector<TestRecord>& records) { add(records, subject()); }

  void add(const std::vector<TestRecord>& records, const TestSubject& subject) {
    ModelTest test;
    test.name = "生成 " + std::to_string(cases_.size() + 1);
    test.asOf = asOf_;
    test.subject = subject;
    test.records = records;
    expect(test);
    cases_.push_back(std::move(test));
  }

  void expect(ModelTest& test) const {
    const Program program(model_, test.asOf, std::nullopt);
    FactTable facts(program.fields);
    for (const auto& record : test.records) {
      facts.begin(record.id, record.of);
      for (const auto& [field, text] : record.fields) (void)facts.set(field, text);
    }
    std::string feeds;
    for (const auto& feed : test.subject.feeds) feeds += (feeds.empty() ? "" : ";") + feed;
    Subject subject;
    subject.kind = model_.subject.kind;
    subject.type = test.subject.type;
    subject.region = test.subject.region;
    if (test.subject.registeredOn) subject.registeredOn = test.subject.registeredOn->days();
    subject.feeds = feeds;
    const FactColumns& columns = facts.columns();
    const Outcome outcome = evaluateSubject(program, subject, columns, facts.words(), facts.all());
    const bool graded = outcome.standing == Standing::kGraded;
    const auto word = [](std::string_view text) {
      return text.empty() ? std::optional<std::string>() : std::optional<std::string>(std::string(text));
    };
    test.expect.score = graded ? std::optional(Decimal4{outcome.score}) : std::nullopt;
    test.expect.level = word(program.levelName(outcome.level));
    test.expect.publicScore =
        graded && outcome.publicScore ? std::optional(Decimal4{*outcome.publicScore}) : std::nullopt;
    test.expect.limitedBy = outcome.limitedBy < 0
                                ? std::nullopt
                                : std::optional(program.limits[static_cast<std::size_t>(outcome.limitedBy)].limit->id);
    test.expect.unratedBy = word(unratedWord(program, outcome));
    const auto upheld = ifUpheld(program, subject, columns, facts.words(), facts.all());
    test.expect.upheldScore = upheld && upheld->score ? std::optional(Decimal4{*upheld->score}) : std::nullopt;
    test.expect.upheldLevel = upheld ? word(program.levelName(upheld->level)) : std::nullopt;
    if (outcome.level >= 0) {
      const auto& rate = program.inspectionRate[static_cast<std::size_t>(outcome.level)];
      test.expect.inspectionRate = rate ? std::optional(Decimal4{*rate}) : std::nullopt;
    }
  }

  const Model& model_;
  base::CivilDate asOf_;
  Draw draw_;
  std::vector<std::pair<std::string, std::pair<std::string, std::string>>> words_;  // rule → field, word
  std::vector<ModelTest> cases_;
};

}  // namespace

std::vector<ModelTest> edgeCases(const Model& model) { return Maker(model).make(); }

}  // namespace medcredit::grading
