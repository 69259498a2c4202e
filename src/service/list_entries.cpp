#include "service/list_entries.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "domain/subject.h"
#include "service/cases.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/record_marks.h"
#include "store/subjects_archive.h"
#include "store/units.h"
#include "store/whole.h"

namespace medcredit::service {

namespace json = boost::json;

using base::fail;
using jurisdiction::CreditList;
using jurisdiction::ListKind;

namespace {

constexpr std::string_view kListProcedure = "list-entry";
constexpr std::string_view kPushClock = "list-push";
constexpr std::string_view kSerious = "serious";

bool punishes(ListKind kind) { return kind != ListKind::kRed && kind != ListKind::kBlack; }

const jurisdiction::BasisDocument* documentOf(const Context& context, const std::string& id) {
  const auto& all = context.law.basis;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

/// A list type made on a national basis document: as the serious list, with no measures of its own.
CreditList fromType(const store::ListType& type) {
  CreditList list;
  list.id = type.id;
  list.name = type.name;
  list.kind = ListKind::kSerious;
  list.basis = type.basisDocument;
  list.procedure = kListProcedure;
  list.organisationsPublic = true;
  return list;
}

std::string detailOf(const ListProposal& proposal) {
  return json::serialize(json::object{{"facts", proposal.facts},
                                      {"evidence", json::array(proposal.evidence.begin(), proposal.evidence.end())}});
}

/// Everything R-LIST-13 asks for is there.
base::Status checkGrounds(Context& context, const CreditList& list, const ListProposal& proposal) {
  MC_ASSIGN(const auto known, standards(context, list.id));
  const bool there =
      std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.id == proposal.standard; });
  if (!there) return fail("LIST-0006", {{"list", list.name}, {"standard", proposal.standard}}, "standard");
  if (base::cleanText(proposal.facts).empty()) return fail("LIST-0007", {{"part", "列入名单事由"}}, "facts");
  if (proposal.evidence.empty()) return fail("LIST-0007", {{"part", "事实证据"}}, "evidence");
  if (base::cleanText(proposal.basis).empty()) return fail("LIST-0007", {{"part", "认定依据"}}, "basis");
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, proposal.unit));
  if (!unit) return fail("LIST-0007", {{"part", "认定单位"}}, "unit");
  return {};
}

base::Status checkSubject(Context& context, const CreditList& list, std::int64_t subjectId) {
  MC_ASSIGN(const auto subject, subjectById(context, subjectId));
  const auto state = domain::subjectStateFromName(subject.state);
  if (subject.mergedInto || (state && domain::isEnded(*state))) {
    return fail("LIST-0015", {{"subject", publicId('S', subjectId)}}, "subject");
  }
  store::ListFilter filter;
  filter.list = list.id;
  filter.subjectId = subjectId;
  MC_ASSIGN(const auto entries, store::listEntries(context.conn, filter));
  for (const auto& entry : entries) {
    if (entry.state == "listed" || entry.state == "proposed") {
      return fail("LIST-0008", {{"list", list.name}, {"entry", publicId('L', entry.id)}}, "subject");
    }
  }
  return {};
}

base::Result<base::CivilDate> lastDay(Context& context, const CreditList& list, const ListProposal& proposal) {
  const auto today = context.clock.today();
  std::optional<base::CivilDate> longest;
  std::string label;
  if (!list.term.empty()) {
    MC_ASSIGN(const auto term, domain::parseDuration(list.term));
    longest = term.after(today).plusDays(-1);
    label = term.label();
  }
  const auto wanted = proposal.validTo ? proposal.validTo : longest;
  const bool tooLong = wanted && longest && *wanted > *longest;
  if (!wanted || *wanted < today || tooLong) {
    return fail("LIST-0009", {{"list", list.name}, {"term", label.empty() ? std::string("须写明") : label}}, "validTo");
  }
  return *wanted;
}

store::ListEntryRow rowOf(Context& context, const CreditList& list, const ListProposal& proposal,
                          base::CivilDate recognisedOn, base::CivilDate validTo) {
  store::ListEntryRow row;
  row.list = list.id;
  row.listName = list.name;
  row.kind = jurisdiction::listKindName(list.kind);
  row.subjectId = proposal.subjectId;
  row.standard = proposal.standard;
  row.basis = base::cleanText(proposal.basis);
  row.unitId = proposal.unit;
  row.recognisedOn = recognisedOn.iso();
  row.validFrom = recognisedOn.iso();
  row.validTo = validTo.iso();
  if (!proposal.records.empty()) row.recordId = proposal.records.front();
  row.detail = detailOf(proposal);
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  return row;
}

std::vector<std::string> textsOf(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return out;
  for (const auto& one : value->get_array()) {
    if (one.is_string()) out.emplace_back(one.get_string());
  }
  return out;
}

base::Status fillSubject(Context& context, ListEntryView& view) {
  MC_ASSIGN(const auto subject, subjectById(context, view.row.subjectId));
  view.subjectName = subject.name;
  view.subjectKind = subject.kind;
  MC_ASSIGN(const auto codes, store::subjectIdentifiers(context.conn, subject.id));
  for (const auto& code : codes) {
    const bool wanted = subject.kind == "NP" ? code.kind == "citizen-id" : code.kind == "usc";
    if (wanted && code.to.empty()) view.subjectCode = code.text;
  }
  if (subject.kind == "NP") view.documentKind = "身份证";
  return {};
}

base::Result<ListEntryView> viewOf(Context& context, store::ListEntryRow row) {
  ListEntryView view;
  view.row = std::move(row);
  MC_TRY(fillSubject(context, view));
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, view.row.unitId));
  if (unit) {
    view.unitName = unit->name;
    view.unitCode = unit->usc;
  }
  boost::system::error_code ec;
  const auto detail = json::parse(view.row.detail, ec);
  if (!ec && detail.is_object()) {
    const auto* facts = detail.get_object().if_contains("facts");
    if (facts != nullptr && facts->is_string()) view.facts = facts->get_string();
    view.evidence = textsOf(detail.get_object(), "evidence");
  }
  const auto list = creditList(context, view.row.list);
  if (list.ok()) {
    view.punishes = punishes(list->kind) && view.row.state == "listed";
    if (view.punishes) view.measures = list->measures;
  }
  if (view.row.caseId) {
    MC_ASSIGN(const auto kept, store::getCase(context.conn, *view.row.caseId));
    if (kept) view.caseNumber = kept->head.number;
  }
  return view;
}

base::Result<std::vector<ListEntryView>> viewsOf(Context& context, std::vector<store::ListEntryRow> rows) {
  std::vector<ListEntryView> out;
  for (auto& row : rows) {
    MC_ASSIGN(auto view, viewOf(context, std::move(row)));
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace

base::Result<std::vector<CreditList>> creditLists(Context& context) {
  std::vector<CreditList> out = context.law.lists.lists;
  MC_ASSIGN(const auto types, store::listTypes(context.conn));
  for (const auto& type : types) {
    if (context.law.lists.list(type.id) == nullptr) out.push_back(fromType(type));
  }
  return out;
}

base::Result<CreditList> creditList(Context& context, const std::string& id) {
  MC_ASSIGN(const auto all, creditLists(context));
  const auto found = std::find_if(all.begin(), all.end(), [&](const CreditList& one) { return one.id == id; });
  if (found == all.end()) return fail("LIST-0001", {{"list", id}}, "list");
  return *found;
}

base::Status addStandard(Context& context, const store::StandardRow& standard) {
  MC_ASSIGN(const auto list, creditList(context, standard.list));
  MC_ASSIGN(const auto known, standards(context, ""));
  const bool taken = std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.id == standard.id; });
  store::StandardRow row = standard;
  row.text = base::cleanText(row.text);
  if (row.id.empty() || row.text.empty() || taken) return fail("LIST-0002", {{"standard", row.id}}, "id");
  const auto* document = documentOf(context, row.basisDocument);
  if (document == nullptr) return fail("LIST-0003", {{"document", row.basisDocument}}, "basis");
  if (punishes(list.kind) && document->level != "国家") {
    return fail("LIST-0004", {{"list", list.name}, {"document", document->title}, {"level", document->level}}, "basis");
  }
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertStandard(context.conn, row));
  MC_TRY(journal(context, "list.standard", row.id,
                 json::serialize(json::object{{"list", row.list}, {"basis", row.basisDocument}})));
  return transaction.commit();
}

base::Result<std::vector<store::StandardRow>> standards(Context& context, const std::string& list) {
  MC_ASSIGN(auto out, store::listStandards(context.conn));
  for (const auto& one : context.law.lists.standards) out.push_back({one.id, one.list, one.text, one.basis, {}, {}});
  if (!list.empty()) std::erase_if(out, [&](const auto& one) { return one.list != list; });
  return out;
}

base::Result<ListingDone> proposeListing(Context& context, const ListProposal& proposal) {
  MC_ASSIGN(const auto list, creditList(context, proposal.list));
  if (list.procedure.empty()) return fail("LIST-0005", {{"list", list.name}}, "list");
  MC_TRY(checkGrounds(context, list, proposal));
  MC_TRY(checkSubject(context, list, proposal.subjectId));
  MC_ASSIGN(const auto validTo, lastDay(context, list, proposal));
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  OpenCase open;
  open.procedure = list.procedure;
  open.subjectId = proposal.subjectId;
  open.records = proposal.records;
  open.step = "propose";
  open.units["recogniser"] = proposal.unit;
  open.key = proposal.key;
  open.input.reason = proposal.reason;
  MC_ASSIGN(const auto* set, procedures(context));
  const auto* procedure = set->find(list.procedure);
  const auto* step = procedure == nullptr ? nullptr : procedure->step(open.step);
  if (step == nullptr) return fail("CASE-0002", {{"procedure", list.procedure}});
  // Basis, standard and evidence were checked above.
  open.input.attachments = step->attachments;
  MC_ASSIGN(const auto opened, openCase(context, open));
  auto row = rowOf(context, list, proposal, context.clock.today(), validTo);
  row.caseId = opened.caseId;
  row.state = "proposed";
  MC_TRY(store::insertListEntry(context.conn, row));
  MC_TRY(journal(context, "list.propose", publicId('L', row.id),
                 json::serialize(json::object{{"list", list.id}, {"standard", row.standard}, {"basis", row.basis}})));
  MC_TRY(transaction.commit());
  MC_ASSIGN(const auto kept, keptCase(context, opened.caseId));
  return ListingDone{row.id, opened.caseId, kept.head.number};
}

base::Result<std::int64_t> addHistory(Context& context, const ListProposal& proposal, base::CivilDate recognisedOn) {
  MC_ASSIGN(const auto list, creditList(context, proposal.list));
  if (list.kind != ListKind::kBlack) return fail("LIST-0011", {{"list", list.name}}, "list");
  if (base::cleanText(proposal.facts).empty()) return fail("LIST-0007", {{"part", "列入名单事由"}}, "facts");
  if (base::cleanText(proposal.basis).empty()) return fail("LIST-0007", {{"part", "认定依据"}}, "basis");
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, proposal.unit));
  if (!unit) return fail("LIST-0007", {{"part", "认定单位"}}, "unit");
  if (!proposal.validTo || *proposal.validTo < recognisedOn) {
    return fail("LIST-0009", {{"list", list.name}, {"term", "须写明有效期至"}}, "validTo");
  }
  MC_TRY(subjectById(context, proposal.subjectId));
  auto row = rowOf(context, list, proposal, recognisedOn, *proposal.validTo);
  row.state = "history";
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertListEntry(context.conn, row));
  MC_TRY(tellPlatforms(context, row, list, "add"));
  MC_TRY(journal(context, "list.history", publicId('L', row.id), json::serialize(json::object{{"list", list.id}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Result<ListEntryView> showListEntry(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::listEntry(context.conn, id));
  if (!row) return notFound(publicId('L', id));
  const auto& principal = context.principal;
  bool seen = principal.kind == PrincipalKind::kOperator;
  if (principal.kind == PrincipalKind::kSubject) seen = principal.subjectId == row->subjectId;
  if (principal.kind == PrincipalKind::kStaff && principal.may("case.read")) {
    MC_ASSIGN(const auto scope, visibleUnits(context));
    seen = scope.contains(row->unitId);
  }
  if (!seen) return notFound(publicId('L', id));
  return viewOf(context, std::move(*row));
}

base::Result<std::vector<ListEntryView>> findListEntries(Context& context, store::ListFilter filter) {
  MC_ASSIGN(filter, narrowedToScope(context, "case.read", std::move(filter)));
  MC_ASSIGN(auto rows, store::listEntries(context.conn, filter));
  return viewsOf(context, std::move(rows));
}

base::Result<std::vector<ListEntryView>> publicListEntries(Context& context, const std::string& listId,
                                                           std::optional<std::int64_t> before, std::int64_t limit) {
  MC_ASSIGN(const auto list, creditList(context, listId));
  if (!list.organisationsPublic && !list.personsPublic) return fail("LIST-0010", {{"list", list.name}}, "list");
  store::ListFilter filter;
  filter.list = list.id;
  filter.validOn = context.clock.today().iso();
  filter.organisationsOnly = !list.personsPublic;
  filter.before = before;
  filter.limit = limit;
  MC_ASSIGN(auto rows, store::listEntries(context.conn, filter));
  return viewsOf(context, std::move(rows));
}

std::vector<std::pair<std::string, std::string>> listFields(const ListEntryView& view) {
  const auto& row = view.row;
  const std::string title = row.kind == "red" ? "红名单名称" : row.kind == "black" ? "黑名单名称" : "名单名称";
  std::vector<std::pair<std::string, std::string>> out{{title, row.listName}};
  if (view.subjectKind == "NP") {
    out.insert(out.end(),
               {{"姓名", view.subjectName}, {"证件类型", view.documentKind}, {"证件号码", view.subjectCode}});
  } else {
    out.insert(out.end(), {{"机构名称", view.subjectName}, {"统一社会信用代码", view.subjectCode}});
  }
  out.insert(out.end(), {{"认定部门", view.unitName},
                         {"认定部门统一社会信用代码", view.unitCode},
                         {"认定依据", row.basis},
                         {"认定日期", row.recognisedOn},
                         {"有效期始", row.validFrom},
                         {"有效期至", row.validTo},
                         {"列入名单事由", view.facts}});
  return out;
}

base::Result<ExitRatio> exitRatio(Context& context, base::CivilDate from, base::CivilDate to) {
  ExitRatio out;
  out.from = from.iso();
  out.to = to.iso();
  MC_ASSIGN(out.counts, store::listMovement(context.conn, kSerious, out.from, out.to));
  const auto all = out.counts.atStart + out.counts.added;
  constexpr std::int64_t kMillion = 1'000'000;
  if (all > 0) out.ratioMicro = out.counts.left * kMillion / all;
  return out;
}

base::Result<std::vector<ExitRatio>> exitRatios(Context& context, int year) {
  constexpr int kQuarterMonths = 3;
  constexpr int kQuarters = 4;
  std::vector<ExitRatio> out;
  auto from = base::CivilDate::fromYmd(year, 1, 1);
  for (int quarter = 0; from && quarter < kQuarters; ++quarter) {
    const auto next = from->plusMonths(kQuarterMonths);
    MC_ASSIGN(auto one, exitRatio(context, *from, next.plusDays(-1)));
    out.push_back(std::move(one));
    from = next;
  }
  return out;
}

base::Status confirmPush(Context& context, std::int64_t id, const std::string& receipt) {
  MC_ASSIGN(const auto waiting, store::listPushes(context.conn, "pending", std::nullopt));
  const bool there = std::any_of(waiting.begin(), waiting.end(), [id](const auto& one) { return one.id == id; });
  if (!there) return fail("LIST-0012", {{"push", std::to_string(id)}});
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::confirmListPush(context.conn, id, context.clock.today().iso(), receipt));
  MC_TRY(journal(context, "list.push", std::to_string(id), json::serialize(json::object{{"receipt", receipt}})));
  return transaction.commit();
}

base::Status tellPlatforms(Context& context, const store::ListEntryRow& row, const CreditList& list,
                           std::string_view act) {
  const auto today = context.clock.today();
  const auto* clock = context.law.clock(kPushClock);
  const auto due = clock == nullptr ? today : domain::computeDue(*clock, today, context.law.calendar).date;
  std::vector<std::string> channels = list.channels;
  if (channels.empty()) channels.emplace_back("public-credit-platform");  // 同级公共信用信息平台
  for (const auto& channel : channels) {
    MC_TRY(store::insertListPush(context.conn,
                                 {0, row.id, channel, std::string(act), today.iso(), due.iso(), {}, {}, {}}));
  }
  return {};
}

base::Status removeEntry(Context& context, store::ListEntryRow row, const std::string& cause) {
  const bool wasShown = row.state != "proposed";
  row.state = wasShown ? "removed" : "dropped";
  row.removedOn = context.clock.today().iso();
  row.cause = cause;
  MC_TRY(store::setListEntry(context.conn, row));
  if (wasShown) {
    MC_ASSIGN(const auto list, creditList(context, row.list));
    MC_TRY(tellPlatforms(context, row, list, "delete"));
  }
  return journal(context, "list.exit", publicId('L', row.id),
                 json::serialize(json::object{{"list", row.list}, {"cause", cause}}));
}

base::Result<std::vector<std::int64_t>> expireEntries(Context& context) {
  const std::string today = context.clock.today().iso();
  std::vector<std::int64_t> gone;
  MC_ASSIGN(auto transaction, store::startWhole(context.conn));
  for (const std::string_view state : {"listed", "history"}) {
    constexpr std::int64_t kMost = 100000;
    store::ListFilter filter;
    filter.state = state;
    filter.limit = kMost;
    MC_ASSIGN(auto rows, store::listEntries(context.conn, filter));
    for (auto& row : rows) {
      // What a case put on the list, its case takes off at the same midnight.
      if (row.validTo >= today || row.caseId) continue;
      gone.push_back(row.id);
      MC_TRY(removeEntry(context, std::move(row), "有效期满"));
    }
  }
  MC_TRY(transaction.commit());
  return gone;
}

}  // namespace medcredit::service
