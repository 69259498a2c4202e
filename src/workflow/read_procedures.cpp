#include <algorithm>
#include <array>
#include <set>

#include "workflow/parts.h"

namespace medcredit::workflow {

namespace fs = std::filesystem;

namespace {

constexpr auto kSections = std::to_array<std::string_view>({"roles", "grounds", "papers", "states", "steps"});

/// The parts of one procedure as the layers wrote them.
struct Raw {
  std::string id, title, source, subjectEnd, subjectEndSource;
  std::vector<std::string> definedIn;
  std::map<std::string, std::vector<jurisdiction::Item>, std::less<>> sections;
  Places places;
};

void putItem(Raw& raw, std::string_view section, const base::YamlNode& node, const std::string& layer,
             Problems& problems) {
  const auto id = node.get("id");
  if (!node.isMap() || !id || id->text().empty()) {
    problems.error("PROF-0021", node.place(), {{"object", "程序 " + raw.id}, {"key", "id"}});
    return;
  }
  auto& items = raw.sections[std::string(section)];
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const jurisdiction::Item& item) { return item.id == id->text(); });
  raw.places[std::string(section) + "/" + id->text()] = node.place();
  if (found == items.end()) {
    items.push_back({id->text(), node, layer});
  } else if (found->definedIn == layer) {
    problems.error("PROF-0024", id->place(), {{"id", id->text()}});
  } else {
    *found = {id->text(), node, layer};
  }
}

void removeParts(Raw& raw, const base::YamlNode& list, Problems& problems) {
  for (const auto& node : list.items()) {
    const std::string& path = node.text();
    const auto slash = path.find('/');
    const std::string id = slash == std::string::npos ? path : path.substr(slash + 1);
    const auto section = raw.sections.find(path.substr(0, slash));
    const bool known =
        section != raw.sections.end() &&
        std::erase_if(section->second, [&](const jurisdiction::Item& item) { return item.id == id; }) > 0;
    if (!known) problems.error("PROF-0025", node.place(), {{"id", path}});
  }
}

void readLayer(Raw& raw, const Layer& layer, const base::YamlNode& document, Problems& problems) {
  MapReader reader(document, "程序 " + raw.id, problems);
  if (const std::string id = reader.required("id"); !id.empty() && id != raw.id) {
    reader.badValue("id", id, "文件名 " + raw.id);
  }
  const bool amends = reader.flag("amends");
  if (amends && raw.definedIn.empty()) problems.error("PROC-0005", document.place(), {{"procedure", raw.id}});
  if (!amends) {
    raw.sections.clear();
    raw.places.clear();
    raw.definedIn.clear();
  }
  raw.definedIn.push_back(layer.id);
  raw.places["procedure"] = document.place();
  if (const std::string title = amends ? reader.text("title") : reader.required("title"); !title.empty()) {
    raw.title = title;
  }
  raw.source = reader.source();
  if (const auto gone = reader.node("remove")) removeParts(raw, *gone, problems);
  for (const auto section : kSections) {
    const auto list = reader.node(section);
    if (!list) continue;
    if (!list->isSequence()) {
      problems.error("PROF-0022", list->place(),
                     {{"object", "程序 " + raw.id + " 的 " + std::string(section)}, {"expected", "列表"}});
    }
    for (const auto& node : list->items()) putItem(raw, section, node, layer.id, problems);
  }
  if (const auto end = reader.node("subject_end")) {
    MapReader ending(*end, "程序 " + raw.id + " 的 subject_end", problems);
    raw.subjectEnd = ending.text("step");
    raw.subjectEndSource = ending.source();
    raw.places["subject_end"] = end->place();
    ending.finish();
  }
  reader.finish();
}

std::optional<Party> partyFromName(std::string_view name) {
  if (name == "subject") return Party::kSubject;
  if (name == "public") return Party::kPublic;
  if (name == "authority") return Party::kAuthority;
  return std::nullopt;
}

std::optional<Duty> dutyFromName(std::string_view name) {
  if (name == "authority") return Duty::kAuthority;
  if (name == "person") return Duty::kPerson;
  return std::nullopt;
}

std::optional<StateClock::Kind> clockKindFromName(std::string_view name) {
  if (name == "deadline") return StateClock::Kind::kDeadline;
  if (name == "period") return StateClock::Kind::kPeriod;
  return std::nullopt;
}

Role readRole(MapReader& reader) {
  Role role;
  role.id = reader.required("id");
  role.label = reader.required("label");
  role.party = named(reader, "party", partyFromName, "subject、public、authority", Party::kAuthority);
  role.unit = reader.text("unit");
  role.head = reader.flag("head");
  role.source = reader.source();
  return role;
}

Ground readGround(MapReader& reader) {
  Ground ground;
  ground.id = reader.required("id");
  ground.label = reader.required("label");
  ground.clause = reader.flag("clause");
  ground.source = reader.source();
  return ground;
}

Paper readPaper(MapReader& reader) {
  Paper paper;
  paper.id = reader.required("id");
  paper.label = reader.required("label");
  paper.source = reader.source();
  return paper;
}

Extension readExtension(const base::YamlNode& node, const std::string& object, Problems& problems) {
  MapReader reader(node, object + " 的 extension", problems);
  Extension extension;
  extension.clock = reader.required("clock");
  extension.askedBy = reader.texts("asked_by");
  extension.approvedBy = reader.texts("approved_by");
  extension.paper = reader.text("paper");
  extension.source = reader.source();
  reader.finish();
  return extension;
}

StateClock readClock(const base::YamlNode& node, const std::string& object, Problems& problems) {
  MapReader reader(node, object + " 的 clock", problems);
  StateClock clock;
  clock.clock = reader.required("id");
  clock.kind = named(reader, "kind", clockKindFromName, "deadline、period", StateClock::Kind::kDeadline);
  clock.duty = named(reader, "duty", dutyFromName, "authority、person", Duty::kAuthority);
  clock.notify = reader.texts("notify");
  clock.onEnd = reader.text("on_end");
  clock.adverse = reader.flag("adverse");
  clock.atLeast = reader.integer("at_least", 0);
  if (const auto extension = reader.node("extension")) clock.extension = readExtension(*extension, object, problems);
  reader.finish();
  return clock;
}

State readState(MapReader& reader, const std::string& object, Problems& problems) {
  State state;
  state.id = reader.required("id");
  state.title = reader.required("title");
  if (const auto clock = reader.node("clock")) state.clock = readClock(*clock, object, problems);
  state.pauses = reader.text("pauses");
  state.waits = reader.text("waits");
  state.final = reader.flag("final");
  state.outcome = reader.text("outcome");
  state.source = reader.source();
  return state;
}

Step readStep(MapReader& reader) {
  Step step;
  step.id = reader.required("id");
  step.title = reader.required("title");
  step.from = reader.texts("from");
  step.to = reader.required("to");
  step.by = reader.texts("by");
  step.papers = reader.texts("papers");
  step.attachments = reader.texts("attachments");
  step.after = reader.texts("after");
  step.notSameAs = reader.texts("not_same_as");
  step.issues = reader.texts("issues");
  step.effects = reader.texts("effects");
  step.notify = reader.texts("notify");
  step.reasons = reader.flag("reasons");
  step.early = reader.flag("early");
  step.eligible = reader.flag("eligible");
  step.withdrawal = reader.flag("withdrawal");
  step.restarts = reader.flag("restarts");
  step.source = reader.source();
  return step;
}

/// "*" stands for every state a case can be stopped in: all but the final ones.
void expandAnyState(Procedure& procedure) {
  for (auto& step : procedure.steps) {
    if (step.from != std::vector<std::string>{"*"}) continue;
    step.from.clear();
    for (const auto& state : procedure.states) {
      if (!state.final && state.id != step.to) step.from.push_back(state.id);
    }
  }
}

template <class Part, class Read>
void readSection(Raw& raw, std::string_view section, std::vector<Part>& out, Problems& problems, Read read) {
  for (const auto& item : raw.sections[std::string(section)]) {
    const std::string object = "程序 " + raw.id + " 的 " + std::string(section) + "/" + item.id;
    MapReader reader(item.node, object, problems);
    out.push_back(read(reader, object));
    reader.finish();
  }
}

ReadProcedure build(Raw& raw, Problems& problems) {
  ReadProcedure read;
  Procedure& out = read.procedure;
  out.id = raw.id;
  out.title = raw.title;
  out.source = raw.source;
  out.definedIn = raw.definedIn;
  out.subjectEnd = raw.subjectEnd;
  out.subjectEndSource = raw.subjectEndSource;
  readSection(raw, "roles", out.roles, problems, [](MapReader& r, const std::string&) { return readRole(r); });
  readSection(raw, "grounds", out.grounds, problems, [](MapReader& r, const std::string&) { return readGround(r); });
  readSection(raw, "papers", out.papers, problems, [](MapReader& r, const std::string&) { return readPaper(r); });
  readSection(raw, "states", out.states, problems,
              [&](MapReader& r, const std::string& object) { return readState(r, object, problems); });
  readSection(raw, "steps", out.steps, problems, [](MapReader& r, const std::string&) { return readStep(r); });
  expandAnyState(out);
  read.places = std::move(raw.places);
  return read;
}

}  // namespace

std::vector<ReadProcedure> readProcedures(const std::vector<Layer>& chain, Problems& problems) {
  std::map<std::string, Raw> found;
  for (const auto& layer : chain) {
    std::error_code ec;
    std::set<fs::path> files;
    for (const auto& file : fs::directory_iterator(layer.folder / "procedures", ec)) files.insert(file.path());
    for (const auto& path : files) {
      if (path.extension() != ".yaml") {
        problems.error("PROF-0014", path.string(), {{"file", path.filename().string()}});
        continue;
      }
      const auto document = base::readYamlFile(path);
      if (!document.ok()) {
        problems.error(document.error());
        continue;
      }
      Raw& raw = found[path.stem().string()];
      raw.id = path.stem().string();
      readLayer(raw, layer, *document, problems);
    }
  }
  std::vector<ReadProcedure> out;
  for (auto& [id, raw] : found) out.push_back(build(raw, problems));
  return out;
}

}  // namespace medcredit::workflow
