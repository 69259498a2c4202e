// Rules and limits.
#include <algorithm>

#include "grading/model_reader.h"

namespace medcredit::grading {

namespace {
constexpr std::size_t kMostSteps = 50;
constexpr std::size_t kMostLimits = 100;
constexpr int kMostTimes = 1000;

const Decimal4 kZero{};
const Decimal4 kOne = Decimal4::whole(1);

const char* unitName(Duration::Unit unit) { return unit == Duration::Unit::kMonths ? "月" : "日"; }
}  // namespace

void ModelReader::readRules(TreeNode& node) {
  if (!read_.isList(node, "rules", kMostRules, false)) return;
  if (node.items.size() > kManyRules) {
    report_.add(ModelFinding::Severity::kWarning, "GRAD-0050", node.place,
                {{"count", std::to_string(node.items.size())}, {"most", std::to_string(kManyRules)}});
  }
  std::set<std::string> seen;
  for (auto& item : node.items) {
    const auto* name = item.isMap() ? item.get("id") : nullptr;
    const auto path = "rules." + (name != nullptr && name->isScalar() ? name->text : std::string("?"));
    if (name != nullptr && name->isScalar() && !seen.insert(name->text).second) {
      report_.error("GRAD-0016", name->place, {{"path", "rules"}, {"id", name->text}});
    }
    readRule(item, path);
  }
}

void ModelReader::readRule(TreeNode& node, const std::string& path) {
  const Fields fields(node, path,
                      {"id", "of", "if", "group", "points", "clock", "window", "per", "weight", "decay", "use_factor",
                       "repeat", "where", "max_times", "once_per", "unless", "cite", "say"},
                      report_);
  if (!fields.ok()) return;
  Rule rule;
  rule.place = node.place;
  rule.position = static_cast<int>(model_.rules.size());
  if (auto* name = fields.need("id")) read_.word(*name, fields.path("id"), rule.id);
  if (auto* group = fields.need("group")) groupName(*group, fields.path("group"), rule.group);
  if (auto* at = fields.need("points")) points(*at, fields.path("points"), rule.points);
  const int form = fields.oneOf({"of", "if"});
  if (form == 0) readRecordRule(fields, rule);
  if (form == 1) readAggregateRule(fields, rule);
  Condition unless;
  if (auto* at = fields.find("unless"); at != nullptr && condition(*at, fields.path("unless"), unless)) {
    rule.unless = std::move(unless);
  }
  cites(fields, rule.cite);
  if (auto* say = fields.find("say")) read_.text(*say, fields.path("say"), rule.say);
  checkUnits(rule);
  model_.rules.push_back(std::move(rule));
}

void ModelReader::readRecordRule(const Fields& fields, Rule& rule) {
  read_.word(*fields.find("of"), fields.path("of"), rule.of);
  if (auto* at = fields.find("clock")) clockField(*at, fields.path("clock"), rule.clock);
  if (auto* at = fields.find("window")) window(*at, fields.path("window"), rule.window);
  if (auto* at = fields.find("per")) {
    read_.choice<Per>(*at, fields.path("per"), rule.per,
                      {{"value", Per::kValue}, {"day", Per::kDay}, {"item", Per::kItem}});
  }
  if (auto* at = fields.find("weight")) {
    decimalOrParam(*at, fields.path("weight"), rule.weight, rule.weightParam, kZero, Decimal4::whole(1000));
  }
  if (auto* at = fields.find("decay")) decay(*at, fields.path("decay"), rule.decay);
  Expression where;
  if (auto* at = fields.find("where"); at != nullptr && read_.expression(*at, fields.path("where"), where)) {
    rule.where = std::move(where);
  }
  readRepetition(fields, rule);
}

void ModelReader::readRepetition(const Fields& fields, Rule& rule) {
  Decimal4 factor;
  if (auto* at = fields.find("use_factor");
      at != nullptr && read_.decimal(*at, fields.path("use_factor"), factor, kZero, kOne)) {
    rule.useFactor = factor;
  }
  if (auto* at = fields.find("repeat"); at != nullptr && read_.isList(*at, fields.path("repeat"), kMostSteps, false)) {
    for (auto& item : at->items) {
      if (read_.decimal(item, fields.path("repeat"), factor, kZero, kOne)) rule.repeat.push_back(factor);
    }
  }
  int times = 0;
  if (auto* at = fields.find("max_times");
      at != nullptr && read_.integer(*at, fields.path("max_times"), times, 1, kMostTimes)) {
    rule.maxTimes = times;
  }
  if (auto* at = fields.find("once_per")) read_.word(*at, fields.path("once_per"), rule.oncePer);
}

void ModelReader::readAggregateRule(const Fields& fields, Rule& rule) {
  for (const char* key :
       {"clock", "window", "per", "weight", "decay", "use_factor", "repeat", "where", "max_times", "once_per"}) {
    if (const auto* node = fields.find(key)) {
      report_.error("GRAD-0031", node->place, {{"path", fields.path()}, {"key", key}});
    }
  }
  Condition when;
  if (condition(*fields.find("if"), fields.path("if"), when)) rule.when = std::move(when);
  const auto* reference = std::get_if<Reference>(&rule.points.is);
  const auto* param = reference != nullptr ? model_.findParam(reference->name) : nullptr;
  const bool table =
      std::holds_alternative<PointsByWord>(rule.points.is) || (param != nullptr && param->kind == Param::Kind::kTable);
  if (table) report_.error("GRAD-0031", rule.points.place, {{"path", fields.path()}, {"key", "points（按词取值）"}});
}

const Param* ModelReader::resolve(const Reference& reference, std::initializer_list<Param::Kind> kinds,
                                  const char* wanted) {
  const auto* param = model_.findParam(reference.name);
  if (param == nullptr) {
    report_.error("GRAD-0013", reference.place, {{"name", reference.name}});
    return nullptr;
  }
  if (std::find(kinds.begin(), kinds.end(), param->kind) != kinds.end()) return param;
  report_.error("GRAD-0014", reference.place, {{"name", reference.name}, {"wanted", wanted}});
  return nullptr;
}

void ModelReader::points(TreeNode& node, const std::string& path, PointsValue& out) {
  out.place = node.place;
  if (ValueReader::looksLikeReference(node)) {
    Reference reference;
    if (!read_.reference(node, reference)) return;
    const auto* param = resolve(reference, {Param::Kind::kDecimal, Param::Kind::kTable}, "小数或按词取值的映射");
    if (param == nullptr) return;
    if (param->kind == Param::Kind::kTable && param->by.empty()) {
      report_.error("GRAD-0014", node.place, {{"name", param->name}, {"wanted", "小数或按词取值（by）的映射"}});
      return;
    }
    out.is = std::move(reference);
    return;
  }
  if (node.isMap()) {
    const Fields fields(node, path, {"by", "v"}, report_);
    PointsByWord table;
    auto* by = fields.need("by");
    auto* words = fields.need("v");
    if (by == nullptr || words == nullptr || !read_.word(*by, fields.path("by"), table.field) ||
        !read_.table(*words, fields.path("v"), table.words)) {
      return;
    }
    out.is = std::move(table);
    return;
  }
  Decimal4 value;
  if (read_.decimal(node, path, value)) out.is = value;
}

bool ModelReader::decimalOrParam(TreeNode& node, const std::string& path, Decimal4& out,
                                 std::optional<Reference>& reference, Decimal4 low, Decimal4 high) {
  if (!ValueReader::looksLikeReference(node)) return read_.decimal(node, path, out, low, high);
  Reference named;
  if (!read_.reference(node, named)) return false;
  const auto* param = resolve(named, {Param::Kind::kDecimal}, "小数");
  if (param == nullptr) return false;
  for (const auto& dated : param->values) {
    const auto* value = std::get_if<Decimal4>(&dated.v);
    if (value == nullptr || (*value >= low && *value <= high)) continue;
    report_.error("GRAD-0022", node.place,
                  {{"path", path}, {"value", value->str()}, {"low", low.str()}, {"high", high.str()}});
    return false;
  }
  reference = std::move(named);
  return true;
}

bool ModelReader::durationValue(TreeNode& node, const std::string& path, DurationValue& out) {
  out.place = node.place;
  if (ValueReader::looksLikeReference(node)) {
    Reference reference;
    if (!read_.reference(node, reference) || resolve(reference, {Param::Kind::kDuration}, "期限") == nullptr) {
      return false;
    }
    out.is = std::move(reference);
    return true;
  }
  Duration value;
  if (!read_.duration(node, path, value)) return false;
  out.is = value;
  return true;
}

void ModelReader::clockField(TreeNode& node, const std::string& path, std::string& out) {
  read_.choice<std::string>(node, path, out,
                            {{"occurred_on", "occurred_on"},
                             {"determined_on", "determined_on"},
                             {"effective_on", "effective_on"},
                             {"published_on", "published_on"},
                             {"ended_on", "ended_on"}});
}

void ModelReader::window(TreeNode& node, const std::string& path, Window& out) {
  out.place = node.place;
  const Fields fields(node, path, {"in", "last", "after", "continuing"}, report_);
  if (auto* at = fields.find("in")) read_.choice<bool>(*at, fields.path("in"), out.inPeriod, {{"period", true}});
  DurationValue last;
  if (auto* at = fields.find("last"); at != nullptr && durationValue(*at, fields.path("last"), last)) out.last = last;
  base::CivilDate after;
  if (auto* at = fields.find("after"); at != nullptr && read_.date(*at, fields.path("after"), after)) out.after = after;
  if (auto* at = fields.find("continuing")) {
    read_.choice<bool>(*at, fields.path("continuing"), out.continuingFromEnd, {{"from_end", true}});
  }
}

bool ModelReader::unit(const Fields& fields, Duration::Unit& out) {
  auto* node = fields.need("unit");
  return node != nullptr &&
         read_.choice<Duration::Unit>(*node, fields.path("unit"), out,
                                      {{"month", Duration::Unit::kMonths}, {"day", Duration::Unit::kDays}});
}

void ModelReader::decay(TreeNode& node, const std::string& path, Decay& out) {
  const Fields fields(node, path, {"linear", "steps", "half_life", "unit"}, report_);
  const int form = fields.oneOf({"linear", "steps", "half_life"});
  if (form == 1) {
    if (const auto* extra = fields.find("unit")) {
      report_.error("GRAD-0025", extra->place, {{"path", path}, {"keys", "steps、unit"}});
    }
    decaySteps(*fields.find("steps"), fields.path("steps"), out);
    return;
  }
  if (form < 0) return;
  const char* key = form == 0 ? "linear" : "half_life";
  DurationValue length;
  Duration::Unit counted{};
  if (!durationValue(*fields.find(key), fields.path(key), length) || !unit(fields, counted)) return;
  if (form == 0) {
    out = LinearDecay{std::move(length), counted};
  } else {
    out = HalfLifeDecay{std::move(length), counted};
  }
}

void ModelReader::decaySteps(TreeNode& node, const std::string& path, Decay& out) {
  if (!read_.isList(node, path, kMostSteps, false)) return;
  StepDecay steps;
  for (auto& item : node.items) {
    Duration until;
    Decimal4 factor;
    if (!item.isSequence() || item.items.size() != 2) {
      read_.wrongType(item, path, "[期限, 系数]");
      return;
    }
    if (!read_.duration(item.items[0], path, until) || !read_.decimal(item.items[1], path, factor, kZero, kOne)) return;
    if (!steps.steps.empty()) {
      const auto& earlier = steps.steps.back().first;
      if (earlier.unit != until.unit) {
        report_.error("GRAD-0032", item.place,
                      {{"path", path}, {"first", unitName(earlier.unit)}, {"second", unitName(until.unit)}});
        return;
      }
      if (until.count <= earlier.count) {
        report_.error("GRAD-0033", item.place, {{"path", path}, {"value", until.str()}, {"earlier", earlier.str()}});
        return;
      }
    }
    steps.steps.emplace_back(until, factor);
  }
  out = std::move(steps);
}

void ModelReader::checkUnits(const Rule& rule) {
  std::optional<Duration::Unit> first;
  bool told = false;
  const auto see = [&](Duration::Unit unit, const Place& place) {
    if (!first) first = unit;
    if (*first == unit || told) return;
    told = true;
    report_.error("GRAD-0032", place,
                  {{"path", "rules." + rule.id}, {"first", unitName(*first)}, {"second", unitName(unit)}});
  };
  const auto seeValue = [&](const DurationValue& value) {
    if (const auto* duration = std::get_if<Duration>(&value.is)) return see(duration->unit, value.place);
    const auto* param = model_.findParam(std::get<Reference>(value.is).name);
    if (param == nullptr) return;
    for (const auto& dated : param->values) {
      if (const auto* duration = std::get_if<Duration>(&dated.v)) see(duration->unit, value.place);
    }
  };
  if (rule.window.last) seeValue(*rule.window.last);
  if (const auto* linear = std::get_if<LinearDecay>(&rule.decay)) {
    seeValue(linear->length);
    see(linear->unit, linear->length.place);
  } else if (const auto* half = std::get_if<HalfLifeDecay>(&rule.decay)) {
    seeValue(half->length);
    see(half->unit, half->length.place);
  } else if (const auto* steps = std::get_if<StepDecay>(&rule.decay)) {
    see(steps->steps.front().first.unit, rule.place);
  }
}

bool ModelReader::groupName(TreeNode& node, const std::string& path, std::string& out) {
  if (!read_.word(node, path, out)) return false;
  if (model_.findGroup(out) != nullptr) return true;
  report_.error("GRAD-0017", node.place, {{"path", path}, {"group", out}});
  return false;
}

void ModelReader::readLimits(TreeNode& node) {
  if (!read_.isList(node, "limits", kMostLimits, true)) return;
  std::set<std::string> seen;
  for (auto& item : node.items) {
    const auto* name = item.isMap() ? item.get("id") : nullptr;
    const auto path = "limits." + (name != nullptr && name->isScalar() ? name->text : std::string("?"));
    if (name != nullptr && name->isScalar() && !seen.insert(name->text).second) {
      report_.error("GRAD-0016", name->place, {{"path", "limits"}, {"id", name->text}});
    }
    readLimit(item, path);
  }
  checkOver(node);
}

void ModelReader::readLimit(TreeNode& node, const std::string& path) {
  const Fields fields(node, path, {"id", "force", "best", "worst", "if", "unless", "over", "cite", "say"}, report_);
  if (!fields.ok()) return;
  Limit limit;
  limit.place = node.place;
  if (auto* name = fields.need("id")) read_.word(*name, fields.path("id"), limit.id);
  constexpr Limit::Kind kKinds[] = {Limit::Kind::kForce, Limit::Kind::kBest, Limit::Kind::kWorst};
  if (const int form = fields.oneOf({"force", "best", "worst"}); form >= 0) {
    limit.kind = kKinds[form];
    constexpr const char* kKeys[] = {"force", "best", "worst"};
    auto* level = fields.find(kKeys[form]);
    if (isLevel(*level, fields.path(kKeys[form]))) limit.level = level->text;
  }
  if (auto* at = fields.need("if")) condition(*at, fields.path("if"), limit.when);
  Condition unless;
  if (auto* at = fields.find("unless"); at != nullptr && condition(*at, fields.path("unless"), unless)) {
    limit.unless = std::move(unless);
  }
  if (auto* over = fields.find("over")) read_.words(*over, fields.path("over"), limit.over);
  cites(fields, limit.cite);
  if (auto* say = fields.find("say")) read_.text(*say, fields.path("say"), limit.say);
  model_.limits.push_back(std::move(limit));
}

void ModelReader::checkOver(TreeNode& node) {
  for (const auto& limit : model_.limits) {
    for (const auto& other : limit.over) {
      const bool known = std::any_of(model_.limits.begin(), model_.limits.end(),
                                     [&](const Limit& one) { return one.id == other && one.id != limit.id; });
      if (known) continue;
      const auto* item = node.byId(limit.id);
      const auto* over = item != nullptr ? item->get("over") : nullptr;
      report_.error("GRAD-0020", over != nullptr ? over->place : limit.place,
                    {{"path", "limits." + limit.id}, {"value", other}});
    }
  }
  for (const auto& limit : model_.limits) {
    if (!overridesItself(limit)) continue;
    report_.error("GRAD-0238", limit.place, {{"limit", limit.id}});
    return;
  }
}

bool ModelReader::overridesItself(const Limit& start) const {
  std::set<std::string> seen;
  std::vector<std::string> open = start.over;
  while (!open.empty()) {
    const auto id = std::move(open.back());
    open.pop_back();
    if (id == start.id) return true;
    if (!seen.insert(id).second) continue;
    for (const auto& other : model_.limits) {
      if (other.id == id) open.insert(open.end(), other.over.begin(), other.over.end());
    }
  }
  return false;
}

}  // namespace medcredit::grading
