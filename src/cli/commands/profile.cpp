// profile check | show | diff
#include <algorithm>
#include <set>

#include "cli/cli.h"
#include "cli/commands/law_choice.h"
#include "domain/messages.h"
#include "store/meta.h"
#include "workflow/procedure.h"

namespace medcredit::cli {

namespace json = boost::json;

base::Result<std::shared_ptr<const jurisdiction::Jurisdiction>> chooseLaw(Session& session, const std::string& id) {
  MC_ASSIGN(const auto* loader, session.loader());
  std::string chosen = id;
  if (chosen.empty() && !(session.dataDir.empty() && session.databaseUrl.empty())) {
    MC_ASSIGN(const auto conn, store::open(session.location()));
    MC_ASSIGN(chosen, store::getMeta(*conn, "jurisdiction"));
  }
  return loader->load(chosen.empty() ? "henan-luoyang" : chosen);
}

namespace {

using jurisdiction::Jurisdiction;

json::object problemJson(const jurisdiction::ProfileProblem& problem) {
  const base::Error error(problem.code, problem.args, problem.place);
  return json::object{{"code", problem.code},
                      {"severity", problem.warning ? "warning" : "error"},
                      {"place", problem.place},
                      {"message", domain::renderText(error)},
                      {"basis", domain::renderBasis(error)},
                      {"remedy", domain::renderRemedy(error)}};
}

/// Problems of the data, then those of the procedures built on it.
std::vector<jurisdiction::ProfileProblem> problemsOf(const Session& session, const jurisdiction::Loader& loader,
                                                     const std::string& id, base::CivilDate today) {
  auto problems = loader.check(id, today);
  const auto law = loader.load(id);
  if (!law.ok()) return problems;
  for (auto& problem : workflow::checkProcedures(**law, session.roots())) problems.push_back(std::move(problem));
  std::stable_partition(problems.begin(), problems.end(), [](const auto& problem) { return !problem.warning; });
  return problems;
}

void check(Session& session, const std::string& id) {
  const auto loader = session.loader();
  if (!loader.ok()) {
    session.exitCode = session.fail(loader.error(), kInputUnusable);
    return;
  }
  const auto ids = id.empty() ? (*loader)->list() : std::vector<std::string>{id};
  json::array all;
  bool clean = true;
  for (const auto& one : ids) {
    const auto problems = problemsOf(session, **loader, one, session.clock().today());
    const auto errors = std::count_if(problems.begin(), problems.end(), [](const auto& p) { return !p.warning; });
    clean = clean && errors == 0;
    json::array list;
    for (const auto& problem : problems) {
      list.push_back(problemJson(problem));
      session.say(std::string(problem.warning ? "提示 " : "错误 ") +
                  domain::render(base::Error(problem.code, problem.args, problem.place)));
    }
    const auto warnings = static_cast<std::int64_t>(problems.size()) - errors;
    session.say(one + "：" + std::to_string(errors) + " 个错误，" + std::to_string(warnings) + " 个提示");
    all.push_back(json::object{{"id", one}, {"errors", errors}, {"warnings", warnings}, {"problems", std::move(list)}});
  }
  session.emit(json::object{{"clean", clean}, {"jurisdictions", std::move(all)}});
  if (!clean) session.exitCode = kInputUnusable;
}

json::object sourcedJson(const jurisdiction::Sourced& value) {
  return json::object{
      {"value", value.value}, {"source", value.source}, {"default", value.isDefault}, {"defined_in", value.definedIn}};
}

json::value dayJson(const std::optional<base::CivilDate>& day) {
  return day ? json::value(day->iso()) : json::value(nullptr);
}

json::array basisJson(const Jurisdiction& law) {
  json::array out;
  for (const auto& doc : law.basis) {
    out.push_back(json::object{{"id", doc.id},
                               {"title", doc.title},
                               {"number", doc.number},
                               {"issuer", doc.issuer},
                               {"level", doc.level},
                               {"date", doc.date},
                               {"state", doc.state},
                               {"parent", doc.parent},
                               {"seed", doc.seed},
                               {"interpreter", doc.interpreter},
                               {"issued", dayJson(doc.issued)},
                               {"effective", dayJson(doc.effective)},
                               {"expires", dayJson(doc.expires)},
                               {"superseded_by", doc.supersededBy}});
  }
  return out;
}

/// Life of a rule document in words, with who interprets it.
std::string lifeOf(const jurisdiction::BasisDocument& doc, base::CivilDate today) {
  std::string out = doc.state;
  if (doc.effective) out += "；" + doc.effective->iso() + " 起施行";
  if (doc.expires) out += "，至 " + doc.expires->iso() + (today > *doc.expires ? "（试行期满）" : "");
  if (!doc.interpreter.empty()) out += "；解释：" + doc.interpreter;
  return out;
}

void sayLaw(Session& session, const Jurisdiction& law) {
  session.say(law.title + "（" + law.id + "）");
  session.say("摘要 " + law.digest);
  for (const auto& [key, value] : law.profile) {
    session.say(key + "\t" + value.value + "\t" + value.source +
                (value.definedIn == law.id ? "" : "\t继承 " + value.definedIn));
  }
  for (const auto& id : law.basisIds) {
    const auto doc = std::find_if(law.basis.begin(), law.basis.end(),
                                  [&](const jurisdiction::BasisDocument& d) { return d.id == id; });
    if (doc == law.basis.end()) continue;
    session.say("依据\t" + doc->title + (doc->number.empty() ? "" : "（" + doc->number + "）") + "\t" +
                lifeOf(*doc, session.clock().today()));
  }
}

void show(Session& session, const std::string& id) {
  const auto law = chooseLaw(session, id);
  if (!law.ok()) {
    session.exitCode = session.fail(law.error(), kInputUnusable);
    return;
  }
  sayLaw(session, **law);
  json::object values;
  for (const auto& [key, value] : (*law)->profile) values[key] = sourcedJson(value);
  json::array chain;
  for (const auto& layer : (*law)->chain) chain.emplace_back(layer);
  json::array principles;
  for (const auto& principle : (*law)->principles) {
    principles.push_back(
        json::object{{"id", principle.id},
                     {"label", principle.label},
                     {"requirements", json::array(principle.requirements.begin(), principle.requirements.end())},
                     {"source", principle.source}});
  }
  session.emit(json::object{{"id", (*law)->id},
                            {"title", (*law)->title},
                            {"region", (*law)->regionCode},
                            {"level", (*law)->level},
                            {"chain", std::move(chain)},
                            {"digest", (*law)->digest},
                            {"values", std::move(values)},
                            {"basis", basisJson(**law)},
                            {"principles", std::move(principles)}});
}

/// The differences table of the profiles that follow a seed document (R-PROF-01).
void diff(Session& session) {
  const auto loader = session.loader();
  if (!loader.ok()) {
    session.exitCode = session.fail(loader.error(), kInputUnusable);
    return;
  }
  std::vector<std::shared_ptr<const Jurisdiction>> laws;
  for (const auto& id : (*loader)->list()) {
    auto law = (*loader)->load(id);
    if (!law.ok()) {
      session.exitCode = session.fail(law.error(), kInputUnusable);
      return;
    }
    if (!(*law)->seed.empty()) laws.push_back(*law);
  }
  std::set<std::string> names;
  for (const auto& law : laws) {
    for (const auto& [key, value] : law->profile) names.insert(key);
  }
  json::array keys;
  for (const auto& key : names) {
    json::object values;
    std::set<std::string> distinct;
    session.say(key);
    for (const auto& law : laws) {
      const auto found = law->profile.find(key);
      distinct.insert(found == law->profile.end() ? std::string() : found->second.value);
      if (found == law->profile.end()) continue;
      values[law->id] = sourcedJson(found->second);
      session.say("\t" + law->id + "\t" + found->second.value + "\t" + found->second.source);
    }
    keys.push_back(json::object{{"key", key}, {"differs", distinct.size() > 1}, {"values", std::move(values)}});
  }
  json::array conflicts;
  for (const auto& rule : laws.empty() ? Jurisdiction{}.conflicts : laws.front()->conflicts) {
    session.say(rule.id + "\t" + rule.title + "\t" + rule.held);
    conflicts.push_back(json::object{{"id", rule.id},
                                     {"title", rule.title},
                                     {"held", rule.held},
                                     {"keys", json::array(rule.keys.begin(), rule.keys.end())}});
  }
  json::array ids;
  for (const auto& law : laws) ids.emplace_back(law->id);
  session.emit(
      json::object{{"profiles", std::move(ids)}, {"keys", std::move(keys)}, {"conflicts", std::move(conflicts)}});
}

}  // namespace

void addProfileCommands(CLI::App& app, Session& session) {
  auto* profile = app.add_subcommand("profile", "地区配置");
  profile->require_subcommand(1);
  const auto id = std::make_shared<std::string>();
  auto* checkCommand = profile->add_subcommand("check", "检查地区配置，逐条给出文件、行、列");
  checkCommand->add_option("id", *id, "地区配置；不填为全部");
  checkCommand->callback([&session, id] { check(session, *id); });
  auto* showCommand = profile->add_subcommand("show", "地区配置的全部取值与来源");
  showCommand->add_option("id", *id, "地区配置");
  showCommand->callback([&session, id] { show(session, *id); });
  profile->add_subcommand("diff", "五份依据之间的差异表")->callback([&session] { diff(session); });
}

}  // namespace medcredit::cli
