// Parameters, levels, feeds, gates of coverage, life cycle, groups, use and transition.
#include <algorithm>

#include "grading/model_reader.h"

namespace medcredit::grading {

namespace {
constexpr std::size_t kMostParams = 500;
constexpr std::size_t kMostValues = 100;
constexpr std::size_t kMostLevels = 20;
constexpr std::size_t kMostFeeds = 200;
constexpr std::size_t kMostGroups = 100;
constexpr std::size_t kMostGates = 50;
constexpr std::size_t kMostMeasures = 50;
}  // namespace

void ModelReader::readParams(TreeNode& node) {
  if (!read_.isMap(node, "params", kMostParams)) return;
  for (auto& member : node.members) {
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", "params"}, {"value", member.key}});
    }
    readParam(member.key, member.value);
    model_.params.back().place = member.keyPlace;
  }
  const auto* base = model_.findParam("base");
  if (base == nullptr) {
    report_.error("GRAD-0004", node.place, {{"path", "params"}, {"key", "base"}});
  } else if (base->kind != Param::Kind::kDecimal) {
    report_.error("GRAD-0014", base->place, {{"name", "base"}, {"wanted", "小数"}});
  } else {
    for (const auto& dated : base->values) {
      if (const auto* value = std::get_if<Decimal4>(&dated.v)) checkDecimals(*value, dated.place, "params.base");
    }
  }
}

void ModelReader::readParam(const std::string& name, TreeNode& node) {
  auto& param = model_.params.emplace_back();
  param.name = name;
  const Fields fields(node, "params." + name, {"unit", "by", "values"}, report_);
  if (auto* unit = fields.find("unit")) read_.text(*unit, fields.path("unit"), param.unit);
  if (auto* by = fields.find("by")) read_.word(*by, fields.path("by"), param.by);
  if (auto* values = fields.need("values")) readParamValues(*values, param);
}

void ModelReader::readParamValues(TreeNode& node, Param& param) {
  const auto path = "params." + param.name + ".values";
  if (!read_.isMap(node, path, kMostValues)) return;
  bool first = true;
  for (auto& member : node.members) {
    ParamValue value;
    value.place = member.keyPlace;
    const auto date = base::CivilDate::parseIso(member.key);
    if (!date) report_.error("GRAD-0006", member.keyPlace, {{"path", path}, {"value", member.key}});
    value.from = date.value_or(base::CivilDate());
    const auto kindBefore = param.kind;
    if (!readParamValue(member.value, path + "." + member.key, param, value)) continue;
    if (!first && param.kind != kindBefore) {
      report_.error("GRAD-0014", member.keyPlace, {{"name", param.name}, {"wanted", "与其他日期同类的值"}});
    }
    first = false;
    if (date) param.values.push_back(std::move(value));
  }
  std::sort(param.values.begin(), param.values.end(),
            [](const ParamValue& a, const ParamValue& b) { return a.from < b.from; });
}

bool ModelReader::readParamValue(TreeNode& node, const std::string& path, Param& param, ParamValue& value) {
  const Fields fields(node, path, {"v", "cite"}, report_);
  cites(fields, value.cite);
  auto* v = fields.need("v");
  if (v == nullptr) return false;
  if (v->isMap()) {
    WordTable table;
    if (!read_.table(*v, fields.path("v"), table)) return false;
    param.kind = Param::Kind::kTable;
    value.v = std::move(table);
    return true;
  }
  if (!param.by.empty()) {
    read_.wrongType(*v, fields.path("v"), "映射（词: 小数）");
    return false;
  }
  if (v->isScalar() && !v->quoted && v->text.starts_with('P')) {
    Duration duration;
    if (!read_.duration(*v, fields.path("v"), duration)) return false;
    param.kind = Param::Kind::kDuration;
    value.v = duration;
    return true;
  }
  Decimal4 decimal;
  if (!read_.decimal(*v, fields.path("v"), decimal)) return false;
  param.kind = Param::Kind::kDecimal;
  value.v = decimal;
  return true;
}

void ModelReader::readLevels(TreeNode& node) {
  const Fields fields(node, "levels", {"scheme", "order", "names", "bands", "unrated", "cite", "reserved"}, report_);
  auto& levels = model_.levels;
  levels.place = node.place;
  if (auto* scheme = fields.need("scheme")) read_.text(*scheme, fields.path("scheme"), levels.scheme);
  if (auto* order = fields.need("order"); order != nullptr && read_.words(*order, fields.path("order"), levels.order)) {
    if (levels.order.size() < 2 || levels.order.size() > kMostLevels) {
      report_.error("GRAD-0022", order->place,
                    {{"path", fields.path("order")},
                     {"value", std::to_string(levels.order.size())},
                     {"low", "2"},
                     {"high", std::to_string(kMostLevels)}});
    }
  }
  if (auto* unrated = fields.need("unrated"); unrated != nullptr && !unrated->isNull()) {
    std::string word;
    if (read_.word(*unrated, fields.path("unrated"), word)) {
      if (levels.index(word) >= 0) {
        report_.error("GRAD-0016", unrated->place, {{"path", fields.path("unrated")}, {"id", word}});
      }
      levels.unrated = word;
    }
  }
  if (auto* names = fields.find("names")) readLevelNames(*names, fields.path("names"));
  if (auto* reserved = fields.find("reserved"); reserved != nullptr && reserved->isSequence()) {
    for (const auto& item : reserved->items) {
      if (isLevel(item, fields.path("reserved"))) levels.reserved.push_back(item.text);
    }
  } else if (reserved != nullptr) {
    read_.wrongType(*reserved, fields.path("reserved"), "列表");
  }
  if (auto* bands = fields.need("bands"); bands != nullptr && tableValue(*bands, fields.path("bands"), levels.bands)) {
    forEachTable(levels.bands, [&](const WordTable& table, const Place& place) { checkBands(table, place); });
  }
  cites(fields, levels.cite);
}

void ModelReader::readLevelNames(TreeNode& node, const std::string& path) {
  if (!read_.isMap(node, path, kMostLevels + 1)) return;
  for (auto& member : node.members) {
    if (model_.levels.index(member.key) < 0 && model_.levels.unrated != member.key) {
      report_.error("GRAD-0018", member.keyPlace, {{"path", path}, {"level", member.key}});
    }
    std::string name;
    if (read_.text(member.value, path + "." + member.key, name)) model_.levels.names.emplace_back(member.key, name);
  }
}

bool ModelReader::isLevel(const TreeNode& node, const std::string& path, bool mayBeUnrated) {
  if (!read_.isScalar(node, path, "等级")) return false;
  if (model_.levels.index(node.text) >= 0 || (mayBeUnrated && model_.levels.unrated == node.text)) return true;
  report_.error("GRAD-0018", node.place, {{"path", path}, {"level", node.text}});
  return false;
}

bool ModelReader::tableValue(TreeNode& node, const std::string& path, TableValue& out) {
  out.place = node.place;
  if (ValueReader::looksLikeReference(node)) {
    Reference reference;
    if (!read_.reference(node, reference)) return false;
    const auto* param = resolve(reference, {Param::Kind::kTable}, "按等级的映射");
    if (param == nullptr) return false;
    if (!param->by.empty()) {
      report_.error("GRAD-0014", node.place, {{"name", param->name}, {"wanted", "按等级的映射"}});
      return false;
    }
    out.is = std::move(reference);
    return true;
  }
  WordTable table;
  if (!read_.table(node, path, table)) return false;
  out.is = std::move(table);
  return true;
}

void ModelReader::forEachTable(const TableValue& value,
                               const std::function<void(const WordTable&, const Place&)>& visit) const {
  if (const auto* table = std::get_if<WordTable>(&value.is)) return visit(*table, value.place);
  const auto* param = model_.findParam(std::get<Reference>(value.is).name);
  if (param == nullptr) return;
  for (const auto& dated : param->values) {
    if (const auto* table = std::get_if<WordTable>(&dated.v)) visit(*table, dated.place);
  }
}

void ModelReader::checkBands(const WordTable& bands, const Place& place) {
  for (const auto& row : bands) {
    if (model_.levels.index(row.word) < 0) {
      report_.error("GRAD-0018", row.place, {{"path", "levels.bands"}, {"level", row.word}});
    }
  }
  const WordValue* better = nullptr;
  for (const auto& level : model_.levels.order) {
    const auto* row = findWord(bands, level);
    if (row == nullptr) {
      const auto& reserved = model_.levels.reserved;
      if (std::find(reserved.begin(), reserved.end(), level) == reserved.end()) {
        report_.error("GRAD-0030", place, {{"level", level}});
      }
      continue;
    }
    if (better != nullptr && row->value >= better->value) {
      report_.error(
          "GRAD-0029", row->place,
          {{"level", level}, {"value", row->value.str()}, {"better", better->word}, {"bound", better->value.str()}});
    }
    better = row;
  }
}

void ModelReader::readFeeds(TreeNode& node) {
  if (!read_.isMap(node, "feeds", kMostFeeds)) return;
  for (auto& member : node.members) {
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", "feeds"}, {"value", member.key}});
    }
    Feed feed{member.key, {}, member.keyPlace};
    if (read_.decimal(member.value, "feeds." + member.key, feed.weight, Decimal4{1}, Decimal4::whole(1'000'000))) {
      model_.feeds.push_back(std::move(feed));
    }
  }
}

void ModelReader::readUnratedIf(TreeNode& node) {
  if (!read_.isList(node, "unrated_if", kMostGates, true)) return;
  if (!node.items.empty() && !model_.levels.unrated && model_.levels.order.size() >= 2) {
    report_.error("GRAD-0049", node.items.front().place);
  }
  std::set<std::string> seen;
  for (auto& item : node.items) {
    const Fields fields(item, "unrated_if", {"id", "if", "say", "cite"}, report_);
    UnratedRule gate;
    gate.place = item.place;
    const bool named = id(fields, seen, gate.id);
    const bool tested = fields.need("if") != nullptr && condition(*fields.find("if"), fields.path("if"), gate.when);
    if (auto* say = fields.find("say")) read_.text(*say, fields.path("say"), gate.say);
    cites(fields, gate.cite);
    if (named && tested) model_.unratedIf.push_back(std::move(gate));
  }
}

bool ModelReader::readEffect(const Fields& fields, StatusEffect& out) {
  auto* effect = fields.need("effect");
  if (effect == nullptr ||
      !read_.choice<Effect>(*effect, fields.path("effect"), out.effect,
                            {{"count", Effect::kCount}, {"exclude", Effect::kExclude}, {"factor", Effect::kFactor}})) {
    return false;
  }
  auto* factor = out.effect == Effect::kFactor ? fields.need("factor") : fields.find("factor");
  if (factor == nullptr) return out.effect != Effect::kFactor;
  if (out.effect != Effect::kFactor) {
    report_.error("GRAD-0025", factor->place, {{"path", fields.path()}, {"keys", "effect、factor"}});
    return false;
  }
  return read_.decimal(*factor, fields.path("factor"), out.factor, Decimal4{}, Decimal4::whole(1));
}

void ModelReader::readLifecycle(TreeNode& node) {
  if (!read_.isMap(node, "lifecycle", kMostGates)) return;
  for (auto& member : node.members) {
    const auto path = "lifecycle." + member.key;
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", "lifecycle"}, {"value", member.key}});
    }
    LifecycleRow row;
    row.status = member.key;
    row.place = member.keyPlace;
    const Fields fields(member.value, path, {"effect", "factor", "alternative", "from", "before", "cite"}, report_);
    readEffect(fields, row.now);
    base::CivilDate from;
    if (auto* at = fields.find("from"); at != nullptr && read_.date(*at, fields.path("from"), from)) row.from = from;
    Effect alternative{};
    if (auto* at = fields.find("alternative");
        at != nullptr && read_.choice<Effect>(*at, fields.path("alternative"), alternative,
                                              {{"count", Effect::kCount}, {"exclude", Effect::kExclude}})) {
      row.alternative = alternative;
    }
    if (auto* before = fields.find("before")) {
      if (!row.from) report_.error("GRAD-0042", before->place, {{"path", path}});
      const Fields earlier(*before, fields.path("before"), {"effect", "factor", "cite"}, report_);
      StatusEffect effect;
      if (readEffect(earlier, effect)) row.before = effect;
      cites(earlier, row.beforeCite);
    }
    cites(fields, row.cite);
    model_.lifecycle.push_back(std::move(row));
  }
}

void ModelReader::readGroups(TreeNode& node) {
  if (!read_.isMap(node, "groups", kMostGroups)) return;
  for (auto& member : node.members) {
    const auto path = "groups." + member.key;
    if (!isWordText(member.key)) {
      report_.error("GRAD-0009", member.keyPlace, {{"path", "groups"}, {"value", member.key}});
    }
    Group group;
    group.id = member.key;
    group.place = member.keyPlace;
    const Fields fields(member.value, path, {"title", "cap", "public", "decisive", "cite"}, report_);
    if (auto* title = fields.find("title")) read_.text(*title, fields.path("title"), group.title);
    if (auto* at = fields.find("cap")) readCap(*at, group);
    if (auto* at = fields.find("public")) read_.boolean(*at, fields.path("public"), group.isPublic);
    if (auto* at = fields.find("decisive")) read_.boolean(*at, fields.path("decisive"), group.decisive);
    cites(fields, group.cite);
    model_.groups.push_back(std::move(group));
  }
}

void ModelReader::checkDecimals(Decimal4 value, const Place& place, const std::string& path) {
  std::int64_t step = Decimal4::kOne;
  for (int i = 0; i < model_.arith.decimals; ++i) step /= 10;
  if (value.units % step == 0) return;
  report_.error("GRAD-0055", place,
                {{"path", path}, {"value", value.str()}, {"decimals", std::to_string(model_.arith.decimals)}});
}

void ModelReader::readCap(TreeNode& node, Group& group) {
  const auto path = "groups." + group.id + ".cap";
  const Decimal4 most{Decimal4::kLimit};
  Decimal4 cap;
  if (!decimalOrParam(node, path, cap, group.capParam, Decimal4{-most.units}, most)) return;
  const auto check = [&](Decimal4 value) {
    checkDecimals(value, node.place, path);
    if (value == Decimal4{}) report_.error("GRAD-0056", node.place, {{"path", path}});
  };
  if (!group.capParam) {
    group.cap = cap;
    return check(cap);
  }
  for (const auto& dated : model_.findParam(group.capParam->name)->values) {
    if (const auto* value = std::get_if<Decimal4>(&dated.v)) check(*value);
  }
}

void ModelReader::readUse(TreeNode& node) {
  const Fields fields(node, "use", {"inspection_rate", "incentives", "publish"}, report_);
  model_.use.place = node.place;
  if (auto* rate = fields.find("inspection_rate")) {
    TableValue table;
    if (tableValue(*rate, fields.path("inspection_rate"), table)) {
      forEachTable(table, [&](const WordTable& rows, const Place&) {
        for (const auto& row : rows) {
          if (model_.levels.index(row.word) < 0 && model_.levels.unrated != row.word) {
            report_.error("GRAD-0018", row.place, {{"path", "use.inspection_rate"}, {"level", row.word}});
          }
          if (row.value < Decimal4{} || row.value > Decimal4::whole(1)) {
            report_.error("GRAD-0022", row.place,
                          {{"path", "use.inspection_rate"}, {"value", row.value.str()}, {"low", "0"}, {"high", "1"}});
          }
        }
      });
      model_.use.inspectionRate = std::move(table);
    }
  }
  if (auto* incentives = fields.find("incentives");
      incentives != nullptr && read_.isMap(*incentives, fields.path("incentives"), kMostLevels)) {
    for (auto& member : incentives->members) {
      const auto path = fields.path("incentives") + "." + member.key;
      if (model_.levels.index(member.key) < 0) {
        report_.error("GRAD-0018", member.keyPlace, {{"path", fields.path("incentives")}, {"level", member.key}});
      }
      if (!read_.isList(member.value, path, kMostMeasures, true)) continue;
      auto& row = model_.use.incentives.emplace_back();
      row.first = member.key;
      for (auto& item : member.value.items) {
        std::string text;
        if (read_.text(item, path, text)) row.second.push_back(std::move(text));
      }
    }
  }
  if (auto* publish = fields.find("publish")) readPublish(*publish);
}

void ModelReader::readPublish(TreeNode& node) {
  const Fields fields(node, "use.publish", {"level", "ledger", "groups_hidden"}, report_);
  if (auto* level = fields.find("level")) read_.boolean(*level, fields.path("level"), model_.use.publishLevel);
  if (auto* ledger = fields.find("ledger")) {
    read_.choice<std::string>(*ledger, fields.path("ledger"), model_.use.publishLedger,
                              {{"public", "public"}, {"subject_only", "subject_only"}, {"internal", "internal"}});
  }
  auto* hidden = fields.find("groups_hidden");
  if (hidden == nullptr || !read_.isList(*hidden, fields.path("groups_hidden"), kMostGroups, true)) return;
  for (auto& item : hidden->items) {
    std::string group;
    if (groupName(item, fields.path("groups_hidden"), group)) model_.use.hiddenGroups.push_back(std::move(group));
  }
}

void ModelReader::readTransition(TreeNode& node) {
  const Fields fields(node, "transition", {"pending"}, report_);
  if (auto* pending = fields.need("pending")) {
    read_.choice<Transition>(
        *pending, fields.path("pending"), model_.transition,
        {{"old", Transition::kOld}, {"new", Transition::kNew}, {"more_favourable", Transition::kMoreFavourable}});
  }
}

}  // namespace medcredit::grading
