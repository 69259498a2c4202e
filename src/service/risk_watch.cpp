#include "service/risk_watch.h"

#include <algorithm>
#include <boost/json.hpp>

#include "domain/subject.h"
#include "service/disclosure.h"
#include "service/evidence.h"
#include "service/search.h"
#include "service/subject.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

std::string signalsText(const Risk& risk) {
  json::array out;
  for (const auto& one : risk.signals) {
    out.push_back(json::object{{"label", one.label}, {"points", one.points}, {"fact", one.fact}});
  }
  return json::serialize(out);
}

std::vector<RiskSignal> signalsOf(const std::string& text) {
  std::vector<RiskSignal> out;
  boost::system::error_code ec;
  const auto parsed = json::parse(text, ec);
  if (ec || !parsed.is_array()) return out;
  for (const auto& one : parsed.get_array()) {
    const auto& row = one.as_object();
    out.push_back({std::string(row.at("label").as_string()), static_cast<int>(row.at("points").as_int64()),
                   std::string(row.at("fact").as_string())});
  }
  return out;
}

/// The furthest any signal looks back.
int monthsBack(const jurisdiction::GradingRules& rules) {
  int months = 0;
  for (const auto& signal : rules.riskSignals) months = std::max(months, signal.months);
  return months;
}

int fromOf(const jurisdiction::GradingRules& rules, std::string_view level) {
  const auto found = std::find_if(rules.riskLevels.begin(), rules.riskLevels.end(),
                                  [level](const auto& one) { return one.id == level; });
  return found == rules.riskLevels.end() ? 0 : found->from;
}

/// Looks at one subject without writing: the row to keep. Its level may have changed.
base::Result<store::RiskRow> look(Context& context, std::int64_t subjectId, const GradeMoment& moment,
                                  RisksRefreshed& done) {
  MC_ASSIGN(const auto risk, riskOf(context, subjectId, moment));
  MC_ASSIGN(const auto known, store::riskRow(context.conn, subjectId));
  const auto today = context.clock.today().iso();
  store::RiskRow row;
  row.subjectId = subjectId;
  row.level = risk.level;
  row.points = risk.points;
  row.signals = signalsText(risk);
  row.lookedOn = row.sinceOn = today;
  if (known && known->level == row.level) {
    row.sinceOn = known->sinceOn;
    row.before = known->before;
  } else if (known) {
    row.before = known->level;
    const auto& rules = context.law.grading;
    ++(fromOf(rules, row.level) > fromOf(rules, known->level) ? done.raised : done.lowered);
  }
  ++done.looked;
  return row;
}

}  // namespace

base::Result<RisksRefreshed> refreshRisks(Context& context) {
  const auto today = context.clock.today();
  MC_ASSIGN(const auto moment, gradeMoment(context, today, today));
  const auto since = today.plusMonths(-monthsBack(context.law.grading));
  MC_ASSIGN(const auto subjects, store::subjectsAtRisk(context.conn, since));
  RisksRefreshed done;
  // Looked at without the lock and kept some hundreds at a time: whoever else writes waits for a moment only, and the
  // kept public pages are not thrown away all night.
  constexpr std::size_t kAtOnce = 500;
  std::vector<store::RiskRow> rows;
  for (std::size_t first = 0; first < subjects.size(); first += kAtOnce) {
    rows.clear();
    for (std::size_t i = first; i < std::min(first + kAtOnce, subjects.size()); ++i) {
      MC_ASSIGN(auto row, look(context, subjects[i], moment, done));
      rows.push_back(std::move(row));
    }
    MC_ASSIGN(auto part, store::Transaction::start(context.conn));
    for (const auto& row : rows) MC_TRY(store::putRisk(context.conn, row));
    MC_TRY(part.commit());
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(journal(
      context, "risk.refresh", today.iso(),
      json::serialize(json::object{{"looked", done.looked}, {"raised", done.raised}, {"lowered", done.lowered}})));
  MC_TRY(transaction.commit());
  return done;
}

base::Result<std::vector<WatchedRisk>> watchedRisks(Context& context, std::string_view level, std::int64_t skip,
                                                    std::int64_t limit) {
  MC_TRY(requireReferencePurpose(context));
  MC_ASSIGN(const auto rows, store::listRisks(context.conn, level, skip, limit));
  std::vector<WatchedRisk> out;
  Discloser discloser(context);
  Act act;
  act.action = "risk.list";
  act.objectType = "risk";
  act.objectId = level.empty() ? std::string("all") : std::string(level);
  act.fields = "level,signals";
  for (const auto& row : rows) {
    // Natural persons outside the scope are as if they were not there.
    const auto subject = requireSubject(context, row.subjectId);
    if (!subject.ok()) continue;
    WatchedRisk one;
    one.subjectId = row.subjectId;
    const auto kind = domain::subjectKindFromCode(subject->kind).value_or(domain::SubjectKind::kNaturalPerson);
    MC_ASSIGN(one.name, discloser.value(SubjectPart::kName, kind, row.subjectId, {}, subject->name));
    one.level = one.label = row.level;
    for (const auto& known : context.law.grading.riskLevels) {
      if (known.id == row.level) one.label = known.label;
    }
    one.points = row.points;
    one.signals = signalsOf(row.signals);
    one.lookedOn = row.lookedOn;
    one.sinceOn = row.sinceOn;
    one.before = row.before;
    act.subjects.push_back(row.subjectId);
    out.push_back(std::move(one));
  }
  MC_TRY(recordRead(context, act));
  return out;
}

base::Status requireReferencePurpose(const Context& context) {
  const auto& purpose = context.principal.purpose;
  if (purpose.empty()) return {};
  const auto* list = context.law.codeList("reference-purposes");
  const bool lawful = list != nullptr && std::any_of(list->items.begin(), list->items.end(),
                                                     [&](const auto& item) { return item.code == purpose; });
  if (lawful) return {};
  const auto* known = context.law.disclosure.purpose(purpose);
  return base::fail("EVAL-0115", {{"purpose", known != nullptr ? known->label : purpose}}, "X-Purpose");
}

}  // namespace medcredit::service
