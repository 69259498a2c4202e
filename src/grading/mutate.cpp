#include "grading/mutate.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

#include "grading/model_tests.h"

namespace medcredit::grading {

namespace {

/// Walks the places of a model that can be changed wrongly. Without a target it lists them, with one it changes that
/// one.
class Walk {
 public:
  explicit Walk(Model& model, int target = -1) : model_(model), target_(target) {}

  void all() {
    parameters();
    lifecycle();
    groups();
    rules();
    scores();
    limits();
    coverage();
    use();
  }

  std::vector<Mutant> found;

 private:
  void site(const std::string& path, const std::string& change, const Place& place,
            const std::function<void()>& apply) {
    if (target_ < 0) found.push_back({path, change, place, false});
    if (target_ == count_) apply();
    ++count_;
  }

  void number(const std::string& path, Decimal4& value, const Place& place) {
    if (value.units != 0) {
      site(path, value.str() + " 改变正负号", place, [&] { value.units = -value.units; });
    }
    site(path, value.str() + " 加 1", place, [&] { value.units += Decimal4::kOne; });
  }

  void share(const std::string& path, Decimal4& value, const Place& place) {
    site(path, value.str() + " 加 0.1", place, [&] { value.units += Decimal4::kOne / 10; });
  }

  void duration(const std::string& path, Duration& value, const Place& place) {
    site(path, value.str() + " 延长一" + (value.unit == Duration::Unit::kMonths ? "个月" : "日"), place,
         [&] { ++value.count; });
    if (value.count > 1) {
      site(path, value.str() + " 缩短一半", place, [&] { value.count = (value.count + 1) / 2; });
    }
  }

  void duration(const std::string& path, DurationValue& value) {
    if (auto* written = std::get_if<Duration>(&value.is)) duration(path, *written, value.place);
  }

  void table(const std::string& path, WordTable& words, bool bands) {
    for (auto& row : words) {
      const std::string own = path + "." + row.word;
      if (!bands) {
        number(own, row.value, row.place);
        continue;
      }
      // The worst level takes everything below it too: its bound decides nothing.
      if (row.word == model_.levels.order.back()) continue;
      site(own, row.value.str() + " 提高 1", row.place, [&row] { row.value.units += Decimal4::kOne; });
      if (row.value.units > 0) {
        site(own, row.value.str() + " 降低 1", row.place, [&row] { row.value.units -= Decimal4::kOne; });
      }
    }
  }

  [[nodiscard]] bool isBands(const std::string& name) const {
    const auto* reference = std::get_if<Reference>(&model_.levels.bands.is);
    return reference != nullptr && reference->name == name;
  }
  [[nodiscard]] bool isRate(const std::string& name) const {
    if (!model_.use.inspectionRate) return false;
    const auto* reference = std::get_if<Reference>(&model_.use.inspectionRate->is);
    return reference != nullptr && reference->name == name;
  }

  void parameters() {
    for (auto& param : model_.params) {
      for (auto& value : param.values) {
        const std::string path = "params." + param.name + ".values." + value.from.iso();
        if (auto* decimal = std::get_if<Decimal4>(&value.v)) number(path, *decimal, value.place);
        if (auto* span = std::get_if<Duration>(&value.v)) duration(path, *span, value.place);
        auto* words = std::get_if<WordTable>(&value.v);
        if (words == nullptr) continue;
        if (isRate(param.name)) {
          for (auto& row : *words) share(path + "." + row.word, row.value, row.place);
        } else {
          table(path, *words, isBands(param.name));
        }
      }
    }
    if (auto* bands = std::get_if<WordTable>(&model_.levels.bands.is)) table("levels.bands", *bands, true);
  }

  void effect(const std::string& path, StatusEffect& effect, const Place& place) {
    if (effect.effect == Effect::kCount) {
      site(path, "照常计分改为不计分", place, [&] { effect.effect = Effect::kExclude; });
    } else {
      site(path, "不计分或折减改为照常计分", place, [&] { effect.effect = Effect::kCount; });
    }
    if (effect.effect == Effect::kFactor) share(path + ".factor", effect.factor, place);
  }

  void lifecycle() {
    for (auto& row : model_.lifecycle) {
      const std::string path = "lifecycle." + row.status;
      effect(path, row.now, row.place);
      if (row.before) effect(path + ".before", *row.before, row.place);
      if (row.from) site(path + ".from", "推迟一日", row.place, [&row] { row.from = row.from->plusDays(1); });
      if (row.alternative) site(path + ".alternative", "删去", row.place, [&row] { row.alternative.reset(); });
    }
  }

  void groups() {
    for (auto& group : model_.groups) {
      const std::string path = "groups." + group.id;
      if (group.cap) {
        site(path + ".cap", "删去封顶", group.place, [&group] { group.cap.reset(); });
        site(path + ".cap", group.cap->str() + " 绝对值加 1", group.place,
             [&group] { group.cap->units += group.cap->units < 0 ? -Decimal4::kOne : Decimal4::kOne; });
      }
      site(path + ".public", "公开与否颠倒", group.place, [&group] { group.isPublic = !group.isPublic; });
      if (!group.decisive)
        site(path + ".decisive", "改为可以决定等级", group.place, [&group] { group.decisive = true; });
    }
  }

  void decay(const std::string& path, Rule& rule) {
    if (std::holds_alternative<std::monostate>(rule.decay)) return;
    site(path + ".decay", "删去衰减", rule.place, [&rule] { rule.decay = std::monostate(); });
    if (auto* linear = std::get_if<LinearDecay>(&rule.decay)) duration(path + ".decay", linear->length);
    if (auto* half = std::get_if<HalfLifeDecay>(&rule.decay)) duration(path + ".decay", half->length);
    if (auto* steps = std::get_if<StepDecay>(&rule.decay)) {
      for (auto& [span, factor] : steps->steps) {
        duration(path + ".decay", span, rule.place);
        share(path + ".decay", factor, rule.place);
      }
    }
  }

  void rule(Rule& rule) {
    const std::string path = "rules." + rule.id;
    if (auto* fixed = std::get_if<Decimal4>(&rule.points.is)) number(path + ".points", *fixed, rule.points.place);
    if (auto* byWord = std::get_if<PointsByWord>(&rule.points.is)) table(path + ".points", byWord->words, false);
    if (rule.window.inPeriod)
      site(path + ".window", "删去“本评价期内”", rule.window.place, [&rule] { rule.window.inPeriod = false; });
    if (rule.window.last) {
      site(path + ".window", "删去期限", rule.window.place, [&rule] { rule.window.last.reset(); });
      if (rule.window.last) duration(path + ".window", *rule.window.last);
    }
    if (rule.window.after)
      site(path + ".window", "起始日推迟一日", rule.window.place,
           [&rule] { rule.window.after = rule.window.after->plusDays(1); });
    if (rule.window.continuingFromEnd)
      site(path + ".window", "删去“自终了之日”", rule.window.place, [&rule] { rule.window.continuingFromEnd = false; });
    if (rule.per != Per::kOnce) site(path + ".per", "改为只计一次", rule.place, [&rule] { rule.per = Per::kOnce; });
    if (!(rule.weight == Decimal4::whole(1)))
      site(path + ".weight", "改为 1", rule.place, [&rule] { rule.weight = Decimal4::whole(1); });
    decay(path, rule);
    if (rule.useFactor) site(path + ".use_factor", "删去", rule.place, [&rule] { rule.useFactor.reset(); });
    if (!rule.repeat.empty()) site(path + ".repeat", "删去", rule.place, [&rule] { rule.repeat.clear(); });
    if (rule.maxTimes) site(path + ".max_times", "加 1", rule.place, [&rule] { ++*rule.maxTimes; });
    if (!rule.oncePer.empty()) site(path + ".once_per", "删去", rule.place, [&rule] { rule.oncePer.clear(); });
    if (rule.where) site(path + ".where", "删去", rule.place, [&rule] { rule.where.reset(); });
    if (rule.unless) site(path + ".unless", "删去", rule.place, [&rule] { rule.unless.reset(); });
    if (rule.when) condition(path + ".if", *rule.when);
  }

  void rules() {
    for (auto& own : model_.rules) rule(own);
    for (std::size_t i = 0; i < model_.rules.size(); ++i) {
      // Copied: the site is gone once it is applied.
      const std::string path = "rules." + model_.rules[i].id;
      const Place place = model_.rules[i].place;
      bool dropped = false;
      site(path, "删去整条规则", place, [&] { dropped = true; });
      if (!dropped) continue;
      model_.rules.erase(model_.rules.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }

  void scores() {
    for (auto& sheet : model_.scores) {
      const std::string path = "scores." + sheet.id;
      site(path + ".normalise", "改变标化", sheet.place, [&sheet] { sheet.normalise = !sheet.normalise; });
      for (auto& row : sheet.toPoints) {
        number(path + ".to_points", row.second, sheet.place);
        site(path + ".to_points", "得分下限提高 1", sheet.place, [&row] { row.first.units += Decimal4::kOne; });
      }
      for (auto& item : sheet.items) {
        if (item.critical)
          site(path + ".critical", item.id + " 不再是关键项", item.place, [&item] { item.critical = false; });
      }
    }
  }

  void aggregate(const std::string& path, AggregateTest& test, const Place& place) {
    if (test.atLeast) site(path + ".at_least", "加 1", place, [&test] { test.atLeast->units += Decimal4::kOne; });
    if (test.atMost) site(path + ".at_most", "加 1", place, [&test] { test.atMost->units += Decimal4::kOne; });
    if (test.aggregate.where) site(path + ".where", "删去", place, [&test] { test.aggregate.where.reset(); });
    if (test.aggregate.inPeriod) site(path + ".in", "删去", place, [&test] { test.aggregate.inPeriod = false; });
    if (test.aggregate.last) {
      site(path + ".last", "删去", place, [&test] { test.aggregate.last.reset(); });
      if (test.aggregate.last) duration(path + ".last", *test.aggregate.last);
    }
  }

  void condition(const std::string& path, Condition& own) {
    if (auto* test = std::get_if<AggregateTest>(&own.is)) aggregate(path, *test, own.place);
    if (auto* feeds = std::get_if<FeedsBelow>(&own.is)) share(path + ".feeds_below", feeds->share, own.place);
    if (auto* age = std::get_if<AgeBelow>(&own.is)) duration(path + ".age_below", age->age);
    std::vector<Condition>* parts = nullptr;
    if (auto* all = std::get_if<AllOf>(&own.is)) parts = &all->parts;
    if (auto* any = std::get_if<AnyOf>(&own.is)) parts = &any->parts;
    if (auto* no = std::get_if<NotOf>(&own.is)) parts = &no->parts;
    if (parts == nullptr) return;
    for (auto& part : *parts) condition(path, part);
  }

  void limits() {
    for (auto& limit : model_.limits) {
      const std::string path = "limits." + limit.id;
      condition(path + ".if", limit.when);
      if (limit.unless) site(path + ".unless", "删去", limit.place, [&limit] { limit.unless.reset(); });
      const int level = model_.levels.index(limit.level);
      if (level > 0) {
        site(path + ".level", "放宽一级", limit.place,
             [&limit, level, this] { limit.level = model_.levels.order[static_cast<std::size_t>(level) - 1]; });
      }
    }
    for (std::size_t i = 0; i < model_.limits.size(); ++i) {
      bool dropped = false;
      site("limits." + model_.limits[i].id, "删去整条限制", model_.limits[i].place, [&] { dropped = true; });
      if (!dropped) continue;
      model_.limits.erase(model_.limits.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }

  void coverage() {
    for (auto& rule : model_.unratedIf) condition("unrated_if." + rule.id, rule.when);
    for (std::size_t i = 0; i < model_.unratedIf.size(); ++i) {
      bool dropped = false;
      site("unrated_if." + model_.unratedIf[i].id, "删去", model_.unratedIf[i].place, [&] { dropped = true; });
      if (!dropped) continue;
      model_.unratedIf.erase(model_.unratedIf.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
    // Weights of sources say something only where coverage is asked for.
    if (model_.unratedIf.empty()) return;
    for (auto& feed : model_.feeds) {
      site("feeds." + feed.source, "权重翻倍加 1", feed.place,
           [&feed] { feed.weight.units = 2 * feed.weight.units + Decimal4::kOne; });
    }
  }

  void use() {
    if (!model_.use.inspectionRate) return;
    auto* rates = std::get_if<WordTable>(&model_.use.inspectionRate->is);
    if (rates == nullptr) return;
    for (auto& row : *rates) share("use.inspection_rate." + row.word, row.value, row.place);
  }

  Model& model_;
  int target_;
  int count_ = 0;
};

}  // namespace

namespace {

/// All mutants of a model, not yet tested.
std::vector<Mutant> mutantsOf(const Model& bare) {
  Model listed = bare;
  Walk walk(listed);
  walk.all();
  return std::move(walk.found);
}

Model withoutTests(const Model& model) {
  Model bare = model;
  bare.tests.clear();
  bare.canonical.clear();
  return bare;
}

}  // namespace

MutationReport mutateModel(const Model& model, bool withEdges) {
  MutationReport report;
  std::vector<ModelTest> tests = model.tests;
  report.tests = tests.size();
  if (withEdges) {
    std::vector<ModelTest> edges = edgeCases(model);
    report.generated = edges.size();
    for (auto& edge : edges) tests.push_back(std::move(edge));
  }
  const Model bare = withoutTests(model);
  report.mutants = mutantsOf(bare);
  for (std::size_t i = 0; i < report.mutants.size(); ++i) {
    Model changed = bare;
    Walk(changed, static_cast<int>(i)).all();
    Mutant& mutant = report.mutants[i];
    for (const auto& test : tests) {
      if (runModelTest(changed, test).passed()) continue;
      mutant.caught = true;
      break;
    }
    report.caught += mutant.caught ? 1 : 0;
  }
  return report;
}

std::vector<ModelTest> proposeTests(const Model& model, int wanted) {
  const Model bare = withoutTests(model);
  const auto all = mutantsOf(bare).size();
  std::vector<ModelTest> edges = edgeCases(model);
  std::size_t caught = 0;
  std::vector<std::vector<std::size_t>> catches(edges.size());  // mutants that each case catches and no own test does
  for (std::size_t i = 0; i < all; ++i) {
    Model changed = bare;
    Walk(changed, static_cast<int>(i)).all();
    const auto notices = [&](const ModelTest& test) { return !runModelTest(changed, test).passed(); };
    if (std::any_of(model.tests.begin(), model.tests.end(), notices)) {
      ++caught;
      continue;
    }
    for (std::size_t k = 0; k < edges.size(); ++k) {
      if (notices(edges[k])) catches[k].push_back(i);
    }
  }
  std::vector<ModelTest> out;
  std::vector<bool> done(all, false);
  while (caught * 1000 < all * static_cast<std::size_t>(wanted)) {
    std::size_t best = 0, gain = 0;
    for (std::size_t k = 0; k < edges.size(); ++k) {
      const auto fresh = static_cast<std::size_t>(
          std::count_if(catches[k].begin(), catches[k].end(), [&](std::size_t at) { return !done[at]; }));
      // Equal gains: the case with fewer records is easier to confirm.
      if (fresh > gain || (fresh == gain && gain > 0 && edges[k].records.size() < edges[best].records.size())) {
        best = k;
        gain = fresh;
      }
    }
    if (gain == 0) break;
    for (const auto at : catches[best]) done[at] = true;
    caught += gain;
    out.push_back(edges[best]);
  }
  return out;
}

}  // namespace medcredit::grading
