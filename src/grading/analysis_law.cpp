// Basis: is every source in force, confirmed and unreplaced; does every value stand on it; has every day a value.
#include <algorithm>
#include <map>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

constexpr int kFreshMonths = 12;

/// Where a source is cited: by what, and from which day on.
struct Use {
  const Citation* citation;
  std::string path;
  std::optional<base::CivilDate> from;
};

class Uses {
 public:
  explicit Uses(const Model& model) {
    for (const auto& param : model.params) {
      for (const auto& value : param.values) add(value.cite, "params." + param.name, value.from);
    }
    add(model.levels.cite, "levels", {});
    for (const auto& gate : model.unratedIf) add(gate.cite, "unrated_if." + gate.id, {});
    for (const auto& row : model.lifecycle) {
      add(row.cite, "lifecycle." + row.status, row.from);
      add(row.beforeCite, "lifecycle." + row.status + ".before", {});
    }
    for (const auto& group : model.groups) add(group.cite, "groups." + group.id, {});
    for (const auto& sheet : model.scores) add(sheet.cite, "scores." + sheet.id, {});
    for (const auto& rule : model.rules) add(rule.cite, "rules." + rule.id, {});
    for (const auto& limit : model.limits) add(limit.cite, "limits." + limit.id, {});
    if (!model.indicators) return;
    for (const auto& node : model.indicators->nodes) {
      add(node.cite, "indicators." + node.id, {});
      for (const auto& leaf : node.leaves) add(leaf.cite, "indicators." + leaf.id, {});
    }
  }
  [[nodiscard]] const std::vector<Use>& all() const { return uses_; }

 private:
  void add(const Citations& cites, const std::string& path, std::optional<base::CivilDate> from) {
    for (const auto& one : cites) uses_.push_back({&one, path, from});
  }
  std::vector<Use> uses_;
};

void checkSource(const Analysis& a, const LawSource& law, std::size_t uses) {
  if (uses == 0) return a.note("GRAD-0208", law.place, {{"law", law.id}});
  const std::vector<base::ErrorArg> args = {{"law", law.id}, {"title", law.title}, {"count", std::to_string(uses)}};
  const auto with = [&](const char* name, std::string value) {
    auto out = args;
    out.push_back({name, std::move(value)});
    return out;
  };
  const auto today = a.options.today;
  if (!law.validFrom) {
    a.byStatus("GRAD-0203", law.place, args);
  } else if (*law.validFrom > today) {
    a.byStatus("GRAD-0209", law.place, with("day", law.validFrom->iso()));
  }
  if (const auto last = law.lastDay(); last && *last < today) {
    a.byStatus("GRAD-0201", law.place, with("day", last->iso()));
  }
  if (!law.supersededBy.empty()) {
    a.byStatus("GRAD-0202", law.place, with("next", law.supersededBy));
    const auto* next = a.model.findLaw(law.supersededBy);
    if (next != nullptr && next->rank > law.rank) {
      auto all = with("next", next->id);
      all.push_back({"rank", std::string(rankName(law.rank))});
      all.push_back({"lower", std::string(rankName(next->rank))});
      a.byStatus("GRAD-0205", law.place, std::move(all));
    }
  }
  if (!law.confirmedOn) {
    a.byStatus("GRAD-0204", law.place, with("day", "从未"));
  } else if (law.confirmedOn->plusMonths(kFreshMonths) < today) {
    a.byStatus("GRAD-0204", law.place, with("day", law.confirmedOn->iso()));
  }
}

/// Rank of the strongest source of a value.
std::optional<LawRank> strongest(const Model& model, const Citations& cites) {
  std::optional<LawRank> out;
  for (const auto& one : cites) {
    const auto* law = model.findLaw(one.law);
    if (law != nullptr && (!out || law->rank < *out)) out = law->rank;
  }
  return out;
}

void checkRanks(const Analysis& a, const Param& param) {
  for (std::size_t i = 1; i < param.values.size(); ++i) {
    const auto before = strongest(a.model, param.values[i - 1].cite);
    const auto after = strongest(a.model, param.values[i].cite);
    if (!before || !after || *after <= *before) continue;
    a.byStatus("GRAD-0210", param.values[i].place,
               {{"name", param.name},
                {"day", param.values[i].from.iso()},
                {"rank", std::string(rankName(*before))},
                {"lower", std::string(rankName(*after))}});
  }
}

}  // namespace

void analyseLaw(const Analysis& a) {
  const Uses uses(a.model);
  std::map<std::string, std::size_t> counts;
  for (const auto& use : uses.all()) {
    ++counts[use.citation->law];
    const auto* law = a.model.findLaw(use.citation->law);
    if (law == nullptr) continue;
    if (use.from && law->validFrom && *law->validFrom > *use.from) {
      a.byStatus("GRAD-0207", use.citation->place,
                 {{"path", use.path}, {"day", use.from->iso()}, {"law", law->id}, {"valid", law->validFrom->iso()}});
    }
    const auto& articles = law->articles;
    const auto& article = use.citation->article;
    const bool known =
        articles.empty() || article.empty() ||
        std::any_of(articles.begin(), articles.end(), [&](const auto& one) { return one.first == article; });
    if (!known) a.byStatus("GRAD-0206", use.citation->place, {{"law", law->id}, {"article", article}});
  }
  for (const auto& law : a.model.law) checkSource(a, law, counts[law.id]);
}

void analyseParams(const Analysis& a) {
  std::optional<base::CivilDate> first;
  for (const auto& param : a.model.params) {
    if (!param.values.empty() && (!first || param.values.front().from < *first)) first = param.values.front().from;
  }
  for (const auto& param : a.model.params) {
    checkRanks(a, param);
    const bool used = param.name == "base" || a.model.canonical.find("\"$" + param.name + "\"") != std::string::npos;
    if (!used) {
      a.warn("GRAD-0213", param.place, {{"name", param.name}});
    } else if (first && param.values.front().from > *first) {
      a.byStatus("GRAD-0211", param.place,
                 {{"name", param.name}, {"from", first->iso()}, {"to", param.values.front().from.plusDays(-1).iso()}});
    }
  }
  for (const auto& test : a.model.tests) {
    if (first && test.asOf < *first) {
      a.warn("GRAD-0212", test.place, {{"name", test.name}, {"day", test.asOf.iso()}, {"first", first->iso()}});
    }
  }
}

}  // namespace medcredit::grading
