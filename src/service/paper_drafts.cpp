// Reports as drafts: counted by a job, looked over by a person, kept as issued (R-DOC-10).
#include <boost/json.hpp>

#include "service/paper_reports.h"
#include "service/paper_sources.h"

namespace medcredit::service {

namespace json = boost::json;

namespace {

std::string valuesText(const papers::Values& values) {
  json::object out;
  for (const auto& [name, value] : values) {
    if (value.rows.empty() && !value.text.empty()) {
      out[name] = value.text;
      continue;
    }
    json::array rows;
    for (const auto& row : value.rows) rows.push_back(json::array(row.begin(), row.end()));
    out[name] = std::move(rows);
  }
  return json::serialize(out);
}

papers::Values readValues(const std::string& text) {
  papers::Values out;
  const auto parsed = json::parse(text);
  for (const auto& member : parsed.as_object()) {
    auto& value = out[std::string(member.key())];
    if (member.value().is_string()) {
      value.text = std::string(member.value().get_string());
      continue;
    }
    for (const auto& row : member.value().as_array()) {
      auto& cells = value.rows.emplace_back();
      for (const auto& cell : row.as_array()) cells.emplace_back(cell.as_string());
    }
  }
  return out;
}

base::Result<const jurisdiction::PaperTemplate*> templateOf(const Context& context, std::string_view id) {
  const auto* paper = context.law.papers.find(id);
  if (paper == nullptr) return base::fail("PAPR-0010", {{"paper", std::string(id)}});
  return paper;
}

base::Result<store::PaperDraft> openDraft(Context& context, std::int64_t id) {
  MC_ASSIGN(auto draft, store::getDraft(context.conn, id));
  if (!draft) return base::fail("PAPR-0020", {{"paper", std::to_string(id)}});
  if (draft->state != "draft") return base::fail("PAPR-0022", {{"number", draft->period}});
  return std::move(*draft);
}

base::Status checkFills(const Context& context, const jurisdiction::PaperTemplate& paper,
                        const papers::Values& values) {
  const papers::Head head{context.law.id, context.law.papers.organ, {}, {}, {}, context.clock.today()};
  MC_TRY(papers::fill(paper, values, head));
  return {};
}

}  // namespace

base::Result<store::PaperDraft> draftReport(Context& context, const PaperOrder& order, std::string_view period) {
  MC_ASSIGN(const auto* paper, templateOf(context, order.paper));
  MC_ASSIGN(const auto values, paperValues(context, *paper, order));
  MC_TRY(checkFills(context, *paper, values));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto before, store::findDraft(context.conn, order.paper, order.unitId, period));
  if (before) return std::move(*before);
  store::PaperDraft draft;
  draft.paper = order.paper;
  draft.unitId = order.unitId;
  draft.period = period;
  draft.values = valuesText(values);
  draft.actor = context.actor;
  MC_ASSIGN(draft.id, store::reserveIds(context.conn, "paper_draft", 1));
  MC_TRY(store::insertDraft(context.conn, draft, context.clock.now()));
  MC_TRY(journal(context, "paper.draft", publicId('Y', draft.id),
                 json::serialize(json::object{{"paper", draft.paper}, {"period", draft.period}})));
  MC_TRY(transaction.commit());
  return draft;
}

namespace {

/// The yearly request for data, from the first of January to the day of the task. True when it is new.
base::Result<bool> draftDataRequest(Context& context, base::CivilDate day) {
  const auto year = std::to_string(day.year() - 1);
  MC_ASSIGN(const auto before, store::findDraft(context.conn, "data-request", "", year));
  if (before) return false;
  MC_ASSIGN(const auto period, reportPeriod(year));
  const auto order = dataRequest(context, period);
  const auto until = order ? order->values.find("until") : papers::Values::const_iterator();
  if (!order || until == order->values.end() || day.iso() > until->second.text) return false;
  MC_TRY(draftReport(context, *order, year));
  return true;
}

}  // namespace

base::Result<int> draftReports(Context& context, base::CivilDate day) {
  constexpr int kWeek = 7;
  constexpr int kMonthsOfQuarter = 3;
  const auto monday = day.plusDays(1 - day.weekday() - kWeek).iso();
  const auto month = day.plusDays(-day.day()).iso().substr(0, 7);
  const int quarter = (day.month() - 1) / kMonthsOfQuarter;  // that is over, 0: of the year before
  const auto quarterText = quarter == 0 ? std::to_string(day.year() - 1) + "-Q4"
                                        : std::to_string(day.year()) + "-Q" + std::to_string(quarter);
  struct Wanted {
    std::string_view paper;
    std::string period;
  };
  int made = 0;
  for (const auto& wanted : {Wanted{"weekly-statistics", monday}, Wanted{"monthly-bulletin", month},
                             Wanted{"quarterly-assessment", quarterText}, Wanted{"collection-report", quarterText},
                             Wanted{"work-summary", std::to_string(day.year() - 1)}, Wanted{"dual-ledger", month},
                             Wanted{"dual-assessment", month}}) {
    if (context.law.papers.find(wanted.paper) == nullptr) continue;
    MC_ASSIGN(const auto before, store::findDraft(context.conn, wanted.paper, "", wanted.period));
    if (before) continue;
    MC_ASSIGN(const auto period, reportPeriod(wanted.period));
    MC_ASSIGN(const auto order, wanted.paper == "dual-ledger"       ? dualLedger(context, period)
                                : wanted.paper == "dual-assessment" ? dualAssessment(context, period)
                                                                    : collectionReport(context, wanted.paper, period));
    MC_TRY(draftReport(context, order, wanted.period));
    ++made;
  }
  MC_ASSIGN(const bool asked, draftDataRequest(context, day));
  return made + (asked ? 1 : 0);
}

base::Status editDraft(Context& context, std::int64_t id, int version, std::string_view field, std::string_view text) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto draft, openDraft(context, id));
  MC_ASSIGN(const auto* paper, templateOf(context, draft.paper));
  const auto* known = paper->field(field);
  if (known == nullptr || known->type == jurisdiction::PaperFieldType::kTable) {
    return base::fail("PAPR-0016", {{"title", paper->title}, {"field", std::string(field)}}, std::string(field));
  }
  auto values = readValues(draft.values);
  values[std::string(field)] = papers::Value(text);
  MC_TRY(checkFills(context, *paper, values));
  draft.values = valuesText(values);
  draft.version = version;
  MC_ASSIGN(const bool written, store::updateDraft(context.conn, draft));
  if (!written) return base::fail("PAPR-0025");
  MC_TRY(journal(context, "paper.edit", publicId('Y', id), json::serialize(json::object{{"field", field}})));
  return transaction.commit();
}

base::Result<IssuedPaper> issueDraft(Context& context, std::int64_t id) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(auto draft, openDraft(context, id));
  PaperOrder order;
  order.paper = draft.paper;
  order.unitId = draft.unitId;
  order.key = "draft " + std::to_string(id);
  order.values = readValues(draft.values);
  MC_ASSIGN(auto issued, issuePaper(context, order));
  draft.state = "issued";
  draft.paperId = issued.id;
  MC_ASSIGN(const bool written, store::updateDraft(context.conn, draft));
  if (!written) return base::fail("PAPR-0025");
  MC_TRY(transaction.commit());
  return issued;
}

}  // namespace medcredit::service
