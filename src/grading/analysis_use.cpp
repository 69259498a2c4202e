// Use of the grades: private facts that decide, inspection rates, measures, texts, states covered, tests.
#include <algorithm>
#include <array>

#include "grading/analysis_parts.h"

namespace medcredit::grading {

namespace {

/// Measures the national basic list of punishment for dishonesty knows, and what the provinces' documents add for the
/// lower levels. Compared by what a measure begins with.
constexpr std::array<std::string_view, 14> kPunishments = {
    "限制市场", "限制行业准入", "职业禁入", "从业限制", "限制任职",     "限制消费",     "限制出境",
    "限制升学", "限制申请",     "限制参加", "限制享受", "限制申评资质", "纳入重点监管", "加大检查频次"};
/// Measures for the trustworthy.
constexpr std::array<std::string_view, 8> kIncentives = {"通报表扬", "减少检查频次", "适当行政激励", "行政激励",
                                                         "优先办理", "容缺受理",     "绿色通道",     "信用承诺"};

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& list, std::string_view text) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view one) { return text.starts_with(one); });
}

void checkPrivacy(const Analysis& a) {
  const auto& model = a.model;
  std::set<std::string> privateTypes;
  std::set<std::string> publicTypes;
  for (const auto& rule : model.rules) {
    const auto* group = model.findGroup(rule.group);
    if (group == nullptr || rule.isAggregate()) continue;
    (group->isPublic ? publicTypes : privateTypes).insert(rule.of);
  }
  for (const auto& type : publicTypes) privateTypes.erase(type);
  for (const auto& group : model.groups) {
    const std::vector<base::ErrorArg> args = {{"group", group.id}};
    const auto& hidden = model.use.hiddenGroups;
    const bool isHidden = std::find(hidden.begin(), hidden.end(), group.id) != hidden.end();
    if (group.isPublic && isHidden) a.byStatus("GRAD-0252", group.place, args);
    if (group.isPublic) continue;
    if (group.decisive) a.error("GRAD-0250", group.place, args);
    if (!group.cap && !group.capParam) a.byStatus("GRAD-0253", group.place, args);
  }
  for (const auto& limit : model.limits) {
    for (const auto& type : typesOf(limit.when)) {
      if (privateTypes.contains(type)) a.error("GRAD-0251", limit.place, {{"limit", limit.id}, {"type", type}});
    }
  }
}

/// An unpublished group may move a score by a tenth of the narrowest distance between two levels (default).
void checkPrivateCaps(const Analysis& a) {
  const auto day = switchDays(a.model).back();
  const auto* bands = tableOn(a.model, a.model.levels.bands, day);
  if (bands == nullptr) return;
  std::optional<std::int64_t> narrow;
  const WordValue* better = nullptr;
  for (const auto& level : a.model.levels.order) {
    const auto* row = findWord(*bands, level);
    if (row == nullptr) continue;
    if (better != nullptr) narrow = std::min(narrow.value_or(INT64_MAX), better->value.units - row->value.units);
    better = row;
  }
  for (const auto& group : a.model.groups) {
    const auto cap = capOn(a.model, group, day);
    if (group.isPublic || !cap || !narrow || std::abs(cap->units) * 10 <= *narrow) continue;
    a.note("GRAD-0254", group.place,
           {{"group", group.id}, {"cap", cap->str()}, {"most", Decimal4{*narrow / 10}.str()}});
  }
}

void checkRates(const Analysis& a) {
  const auto& rate = a.model.use.inspectionRate;
  if (!rate) return;
  if (std::holds_alternative<WordTable>(rate->is)) a.byStatus("GRAD-0257", rate->place);
  std::set<std::string> told;
  for (const auto day : switchDays(a.model)) {
    const auto* table = tableOn(a.model, *rate, day);
    if (table == nullptr) continue;
    const WordValue* better = nullptr;
    for (const auto& level : a.model.levels.order) {
      const auto* row = findWord(*table, level);
      if (row == nullptr) {
        if (told.insert("m" + level).second) a.byStatus("GRAD-0256", rate->place, {{"level", level}});
        continue;
      }
      if (better != nullptr && row->value < better->value && told.insert("o" + level).second) {
        a.error(
            "GRAD-0255", row->place,
            {{"better", better->word}, {"level", level}, {"rate", better->value.str()}, {"lower", row->value.str()}});
      }
      better = row;
    }
    const auto& order = a.model.levels.order;
    const auto* best = findWord(*table, order.front());
    const auto* worst = findWord(*table, order.back());
    if (best != nullptr && worst != nullptr && best->value == worst->value && told.insert("flat").second) {
      a.warn("GRAD-0258", rate->place);
    }
    const auto& unrated = a.model.levels.unrated;
    if (unrated && findWord(*table, *unrated) == nullptr && told.insert("m" + *unrated).second) {
      a.byStatus("GRAD-0256", rate->place, {{"level", *unrated}});
    }
  }
}

void checkMeasures(const Analysis& a) {
  const auto& levels = a.model.levels;
  for (const auto& [level, measures] : a.model.use.incentives) {
    const int index = levels.index(level);
    for (const auto& measure : measures) {
      const std::vector<base::ErrorArg> args = {{"level", level}, {"measure", measure}};
      const bool punishes = isOneOf(kPunishments, measure);
      const bool rewards = isOneOf(kIncentives, measure);
      if (!punishes && !rewards) a.byStatus("GRAD-0259", a.model.use.place, args);
      if (punishes && index == 0) a.byStatus("GRAD-0260", a.model.use.place, args);
      if (rewards && index == static_cast<int>(levels.order.size()) - 1)
        a.byStatus("GRAD-0261", a.model.use.place, args);
    }
  }
}

/// Fields every record has, and what the engine adds.
constexpr std::array<std::string_view, 27> kRecordFields = {
    "record_id", "of",     "occurred_on", "determined_on", "ended_on", "effective_on", "published_on",
    "known_on",  "status", "status_on",   "severity",      "outcome",  "value",        "public",
    "ref",       "title",  "issuer",      "uses",          "items",    "raw",          "factor",
    "pts",       "rule",   "group",       "cite",          "level",    "act"};
/// What a sentence about the whole subject may name.
constexpr std::array<std::string_view, 6> kSubjectFields = {"pts", "level", "count", "rule", "cite", "as_of"};

class Texts {
 public:
  explicit Texts(const Analysis& analysis) : a_(analysis) {}

  void run() {
    for (const auto& rule : a_.model.rules) {
      if (rule.say.empty()) a_.note("GRAD-0266", rule.place, {{"rule", rule.id}});
      check(rule.say, rule.id, rule.place, rule.isAggregate() ? std::string() : rule.of, rule.where);
    }
    for (const auto& sheet : a_.model.scores) check(sheet.say, sheet.id, sheet.place, sheet.of, {});
    for (const auto& limit : a_.model.limits) {
      if (limit.say.empty()) a_.note("GRAD-0266", limit.place, {{"rule", limit.id}});
      check(limit.say, limit.id, limit.place, {}, {});
    }
    for (const auto& gate : a_.model.unratedIf) check(gate.say, gate.id, gate.place, {}, {});
  }

 private:
  void check(const std::string& say, const std::string& id, const Place& place, const std::string& of,
             const std::optional<Expression>& where) {
    std::size_t at = 0;
    while (at < say.size()) {
      const auto brace = say.find_first_of("{}", at);
      if (brace == std::string::npos) return;
      const auto close = say.find('}', brace);
      const auto inner = say.find('{', brace + 1);
      if (say[brace] == '}' || close == std::string::npos || (inner != std::string::npos && inner < close)) {
        return a_.error("GRAD-0262", place, {{"rule", id}});
      }
      const auto name = say.substr(brace + 1, close - brace - 1);
      if (!isBound(name, of, where)) a_.error("GRAD-0263", place, {{"rule", id}, {"name", name}});
      at = close + 1;
    }
  }

  [[nodiscard]] bool isBound(const std::string& name, const std::string& of,
                             const std::optional<Expression>& where) const {
    if (of.empty()) return std::find(kSubjectFields.begin(), kSubjectFields.end(), name) != kSubjectFields.end();
    if (std::find(kRecordFields.begin(), kRecordFields.end(), name) != kRecordFields.end()) return true;
    if (where && isField(*where, name)) return true;
    for (const auto& test : a_.model.tests) {
      for (const auto& record : test.records) {
        if (record.of != of) continue;
        if (std::any_of(record.fields.begin(), record.fields.end(), [&](const auto& f) { return f.first == name; })) {
          return true;
        }
      }
    }
    return false;
  }

  static bool isField(const Expression& e, const std::string& name) {
    return e.field == name ||
           std::any_of(e.parts.begin(), e.parts.end(), [&](const Expression& part) { return isField(part, name); });
  }

  const Analysis& a_;
};

void checkCoverage(const Analysis& a) {
  std::vector<std::string> missing;
  for (const char* status : {"revoked", "repaired", "disputed"}) {
    if (a.model.findLifecycle(status) == nullptr) missing.emplace_back(status);
  }
  const Place whole{0, 1, 1};
  if (!missing.empty()) a.byStatus("GRAD-0247", a.model.lifecycle.front().place, {{"states", joinWords(missing)}});
  if (a.model.levels.unrated && a.model.unratedIf.empty()) a.byStatus("GRAD-0264", a.model.levels.place);
  if (a.model.tests.empty()) a.byStatus("GRAD-0265", whole);
}

}  // namespace

void analyseUse(const Analysis& a) {
  checkPrivacy(a);
  checkPrivateCaps(a);
  checkRates(a);
  checkMeasures(a);
  Texts(a).run();
  checkCoverage(a);
}

}  // namespace medcredit::grading
