#include "workflow/case_text.h"

#include <boost/json.hpp>
#include <limits>

namespace medcredit::workflow {

namespace json = boost::json;

using base::CivilDate;
using base::Instant;

namespace {

constexpr std::int64_t kForm = 1;

json::value dateOrNull(const std::optional<CivilDate>& day) {
  return day ? json::value(json::string(day->iso())) : json::value(nullptr);
}
json::value momentOrNull(const std::optional<Instant>& at) {
  return at ? json::value(at->micros) : json::value(nullptr);
}
json::array texts(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& text : list) out.push_back(json::string(text));
  return out;
}

json::object obligationJson(const Obligation& one) {
  json::array pauses;
  for (const auto& pause : one.pauses)
    pauses.push_back(json::array{json::string(pause.from.iso()), dateOrNull(pause.to)});
  json::object out{{"id", one.id},
                   {"clock", one.clock},
                   {"kind", clockKindName(one.kind)},
                   {"duty", dutyName(one.duty)},
                   {"openedIn", one.openedIn},
                   {"start", one.start.iso()},
                   {"givenDay", dateOrNull(one.givenDay)},
                   {"pauses", std::move(pauses)},
                   {"extension", one.extension},
                   {"asked", nullptr},
                   {"due", one.due.iso()},
                   {"provisional", one.provisional},
                   {"calendar", one.calendar},
                   {"soonMark", momentOrNull(one.soonMark)},
                   {"overdue", nullptr},
                   {"held", one.held},
                   {"timer", nullptr},
                   {"closedOn", dateOrNull(one.closedOn)}};
  if (one.asked) out["asked"] = json::array{one.asked->actor, one.asked->reason, one.asked->at.micros};
  if (one.overdue) out["overdue"] = json::array{one.overdue->at.micros, one.overdue->inDoubt};
  if (one.timer) {
    out["timer"] = json::array{one.timer->at.micros, one.timer->kind == Timer::Kind::kSoon ? "soon" : "end"};
  }
  return out;
}

json::object rowJson(const HistoryRow& row) {
  return {{"version", row.version}, {"step", row.step},       {"actor", row.actor}, {"role", row.role},
          {"key", row.key},         {"content", row.content}, {"at", row.at.micros}};
}

/// Reads the members of one object; the first mistake stays and everything after it is harmless.
class Reader {
 public:
  Reader(const json::value& value, std::size_t members, bool& good) : good_(good) {
    if (value.is_object() && value.get_object().size() == members) object_ = &value.get_object();
    if (object_ == nullptr) good_ = false;
  }
  std::string text(std::string_view name) {
    const auto* value = find(name);
    return value != nullptr && ok(value->is_string()) ? std::string(value->get_string()) : std::string();
  }
  std::int64_t number(std::string_view name) {
    const auto* value = find(name);
    return value != nullptr && ok(value->is_int64()) ? value->get_int64() : 0;
  }
  bool flag(std::string_view name) {
    const auto* value = find(name);
    return value != nullptr && ok(value->is_bool()) && value->get_bool();
  }
  std::optional<CivilDate> day(std::string_view name) {
    const auto* value = find(name);
    return value == nullptr || value->is_null() ? std::nullopt : dayOf(*value);
  }
  CivilDate mustDay(std::string_view name) {
    const auto* value = find(name);
    return value == nullptr ? CivilDate() : dayOf(*value).value_or(CivilDate());
  }
  std::optional<Instant> moment(std::string_view name) {
    const auto* value = find(name);
    if (value == nullptr || value->is_null() || !ok(value->is_int64())) return std::nullopt;
    return Instant{value->get_int64()};
  }
  std::vector<std::string> list(std::string_view name) {
    std::vector<std::string> out;
    for (const auto& item : array(name)) {
      if (ok(item.is_string())) out.emplace_back(item.get_string());
    }
    return out;
  }
  const json::array& array(std::string_view name) {
    static const json::array kNone;
    const auto* value = find(name);
    return value != nullptr && ok(value->is_array()) ? value->get_array() : kNone;
  }
  /// An array of `size` items, or null.
  const json::array* tuple(std::string_view name, std::size_t size) {
    const auto* value = find(name);
    if (value == nullptr || value->is_null()) return nullptr;
    return ok(value->is_array() && value->get_array().size() == size) ? &value->get_array() : nullptr;
  }
  const json::object& map(std::string_view name) {
    static const json::object kNone;
    const auto* value = find(name);
    return value != nullptr && ok(value->is_object()) ? value->get_object() : kNone;
  }
  std::optional<CivilDate> dayOf(const json::value& value) {
    const auto day = value.is_string() ? CivilDate::parseIso(std::string(value.get_string())) : std::nullopt;
    ok(day.has_value());
    return day;
  }
  std::string textOf(const json::value& value) {
    return ok(value.is_string()) ? std::string(value.get_string()) : std::string();
  }
  std::int64_t numberOf(const json::value& value) { return ok(value.is_int64()) ? value.get_int64() : 0; }
  bool ok(bool right) {
    if (!right) good_ = false;
    return right;
  }

 private:
  const json::value* find(std::string_view name) {
    const auto* value = object_ == nullptr ? nullptr : object_->if_contains(name);
    ok(value != nullptr);
    return value;
  }
  const json::object* object_ = nullptr;
  bool& good_;
};

constexpr std::size_t kObligationMembers = 18;
constexpr std::size_t kRowMembers = 7;
constexpr std::size_t kCaseMembers = 18;

Obligation readObligation(const json::value& value, bool& good) {
  Reader in(value, kObligationMembers, good);
  Obligation one;
  const auto id = in.number("id");
  in.ok(id > 0 && id <= std::numeric_limits<int>::max());
  one.id = static_cast<int>(id);
  one.clock = in.text("clock");
  const auto kind = in.text("kind");
  in.ok(kind == "deadline" || kind == "period");
  one.kind = kind == "period" ? StateClock::Kind::kPeriod : StateClock::Kind::kDeadline;
  const auto duty = in.text("duty");
  in.ok(duty == "authority" || duty == "person");
  one.duty = duty == "person" ? Duty::kPerson : Duty::kAuthority;
  one.openedIn = in.text("openedIn");
  one.start = in.mustDay("start");
  one.givenDay = in.day("givenDay");
  for (const auto& item : in.array("pauses")) {
    if (!in.ok(item.is_array() && item.get_array().size() == 2)) continue;
    const auto& pair = item.get_array();
    Pause pause{in.dayOf(pair[0]).value_or(CivilDate()), std::nullopt};
    if (!pair[1].is_null()) pause.to = in.dayOf(pair[1]);
    one.pauses.push_back(pause);
  }
  one.extension = in.text("extension");
  if (const auto* asked = in.tuple("asked", 3)) {
    one.asked = ExtensionAsk{in.textOf((*asked)[0]), in.textOf((*asked)[1]), {in.numberOf((*asked)[2])}};
  }
  one.due = in.mustDay("due");
  one.provisional = in.flag("provisional");
  one.calendar = in.text("calendar");
  one.soonMark = in.moment("soonMark");
  if (const auto* overdue = in.tuple("overdue", 2)) {
    in.ok((*overdue)[1].is_bool());
    one.overdue = OverdueMark{{in.numberOf((*overdue)[0])}, (*overdue)[1].is_bool() && (*overdue)[1].get_bool()};
  }
  one.held = in.flag("held");
  if (const auto* timer = in.tuple("timer", 2)) {
    const auto which = in.textOf((*timer)[1]);
    in.ok(which == "soon" || which == "end");
    one.timer = Timer{{in.numberOf((*timer)[0])}, which == "soon" ? Timer::Kind::kSoon : Timer::Kind::kEnd};
  }
  one.closedOn = in.day("closedOn");
  return one;
}

HistoryRow readRow(const json::value& value, bool& good) {
  Reader in(value, kRowMembers, good);
  HistoryRow row;
  row.version = in.number("version");
  row.step = in.text("step");
  row.actor = in.text("actor");
  row.role = in.text("role");
  row.key = in.text("key");
  row.content = in.text("content");
  row.at = {in.number("at")};
  return row;
}

base::Error notACase() { return base::fail("WFLW-0036"); }

}  // namespace

std::string_view clockKindName(StateClock::Kind kind) {
  return kind == StateClock::Kind::kPeriod ? "period" : "deadline";
}

std::string_view dutyName(Duty duty) { return duty == Duty::kPerson ? "person" : "authority"; }

std::string caseText(const CaseState& state) {
  json::object units;
  for (const auto& [slot, unit] : state.units) units[slot] = unit;
  json::array obligations;
  for (const auto& one : state.obligations) obligations.push_back(obligationJson(one));
  json::array history;
  for (const auto& row : state.history) history.push_back(rowJson(row));
  return json::serialize(json::object{{"form", kForm},
                                      {"id", state.id},
                                      {"procedure", state.procedure},
                                      {"edition", state.edition},
                                      {"jurisdiction", state.jurisdiction},
                                      {"subject", state.subject},
                                      {"formerSubjects", texts(state.formerSubjects)},
                                      {"records", texts(state.records)},
                                      {"units", std::move(units)},
                                      {"state", state.state},
                                      {"version", state.version},
                                      {"openedBy", state.openedBy},
                                      {"ground", state.ground},
                                      {"clause", state.clause},
                                      {"clock", state.clock},
                                      {"obligations", std::move(obligations)},
                                      {"recused", texts(state.recused)},
                                      {"history", std::move(history)}});
}

base::Result<CaseState> readCaseText(std::string_view text) {
  boost::system::error_code ec;
  const json::value value = json::parse(text, ec);
  if (ec) return notACase();
  bool good = true;
  Reader in(value, kCaseMembers, good);
  CaseState state;
  in.ok(in.number("form") == kForm);
  state.id = in.text("id");
  state.procedure = in.text("procedure");
  state.edition = in.text("edition");
  state.jurisdiction = in.text("jurisdiction");
  state.subject = in.text("subject");
  state.formerSubjects = in.list("formerSubjects");
  state.records = in.list("records");
  for (const auto& [slot, unit] : in.map("units")) state.units[std::string(slot)] = in.textOf(unit);
  state.state = in.text("state");
  state.version = in.number("version");
  state.openedBy = in.text("openedBy");
  state.ground = in.text("ground");
  state.clause = in.text("clause");
  state.clock = in.text("clock");
  for (const auto& item : in.array("obligations")) state.obligations.push_back(readObligation(item, good));
  state.recused = in.list("recused");
  for (const auto& item : in.array("history")) state.history.push_back(readRow(item, good));
  // Only the canonical form is taken: what was written reads back to the same bytes, anything else was altered.
  if (!good || caseText(state) != text) return notACase();
  return state;
}

}  // namespace medcredit::workflow
