#include "service/list_registers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/join.h"
#include "base/text.h"
#include "service/evidence.h"
#include "service/list_entries.h"
#include "service/scope.h"
#include "service/subject.h"
#include "store/grade_runs.h"
#include "store/subjects_archive.h"
#include "store/units.h"

namespace medcredit::service {

namespace json = boost::json;

using base::fail;
using jurisdiction::ListKind;

namespace {

std::string textOf(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

base::Status mayKeepRegister(const Context& context) {
  if (context.principal.kind == PrincipalKind::kOperator) return {};
  return requirePermission(context, kDisorderRegister);
}

base::Result<base::CivilDate> lastDayOf(Context& context, const jurisdiction::CreditList& list,
                                        const DisorderPerson& person) {
  std::optional<base::CivilDate> longest;
  std::string label = "须写明";
  if (!list.term.empty()) {
    MC_ASSIGN(const auto term, domain::parseDuration(list.term));
    longest = term.after(person.recognisedOn).plusDays(-1);
    label = term.label();
  }
  const auto wanted = person.validTo ? person.validTo : longest;
  const bool tooLong = wanted && longest && *wanted > *longest;
  if (!wanted || *wanted < context.clock.today() || tooLong) {
    return fail("LIST-0009", {{"list", list.name}, {"term", label}}, "validTo");
  }
  return *wanted;
}

base::Status checkPerson(const jurisdiction::CreditList& list, const DisorderPerson& person) {
  if (list.kind != ListKind::kDisorder) return fail("LIST-0014", {{"list", list.name}}, "list");
  const auto& kinds = list.documents;
  const bool known = std::find(kinds.begin(), kinds.end(), person.documentKind) != kinds.end();
  if (!known || base::cleanText(person.document).empty()) {
    return fail("LIST-0016", {{"list", list.name}, {"documents", base::join(kinds, "或者")}}, "documentKind");
  }
  for (const auto& [part, value] : {std::pair{"姓名", &person.name},
                                    {"证件号码", &person.number},
                                    {"列入名单事由", &person.facts},
                                    {"认定单位", &person.unit}}) {
    if (base::cleanText(*value).empty()) return fail("LIST-0007", {{"part", part}});
  }
  return {};
}

/// Subjects a row of an outside list may mean.
base::Result<std::vector<std::int64_t>> lookAlikes(Context& context, const OutsideRow& row) {
  if (!row.code.empty()) {
    MC_ASSIGN(auto found, store::findSubjectsByCode(context.conn, row.code));
    if (!found.empty()) return found;
  }
  std::vector<std::int64_t> out;
  MC_TRY(store::eachSubject(context.conn, [&](const store::SubjectRow& subject) {
    if (subject.name == row.name && !subject.mergedInto) out.push_back(subject.id);
    return true;
  }));
  return out;
}

const jurisdiction::ListBoard* boardOf(const Context& context, const std::string& id) {
  const auto& all = context.law.lists.boards;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

base::Result<store::CampaignRow> openCampaign(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::campaign(context.conn, id));
  if (!row || !row->closedOn.empty()) return fail("LIST-0022", {{"campaign", std::to_string(id)}});
  return std::move(*row);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto end = std::min(text.find(',', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

// --- 严重危害正常医疗秩序
// ----------------------------------------------------------------------------------------------

base::Result<std::int64_t> registerDisorder(Context& context, const DisorderPerson& person) {
  MC_TRY(mayKeepRegister(context));
  MC_ASSIGN(const auto list, creditList(context, person.list));
  MC_TRY(checkPerson(list, person));
  MC_ASSIGN(const auto unit, store::findUnit(context.conn, person.unit));
  if (!unit) return fail("LIST-0007", {{"part", "认定单位"}}, "unit");
  MC_ASSIGN(const auto validTo, lastDayOf(context, list, person));
  store::DisorderRow row;
  row.list = list.id;
  row.number = person.number;
  row.documentKind = person.documentKind;
  row.unitId = person.unit;
  row.recognisedOn = person.recognisedOn.iso();
  row.validTo = validTo.iso();
  row.detail = json::serialize(json::object{{"name", base::cleanText(person.name)},
                                            {"number", person.number},
                                            {"document", base::cleanText(person.document)},
                                            {"facts", base::cleanText(person.facts)}});
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertDisorder(context.conn, row));
  // The log names the entry, never the person.
  MC_TRY(journal(context, "disorder.register", publicId('D', row.id),
                 json::serialize(json::object{{"list", row.list}, {"document", row.documentKind}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Result<std::vector<DisorderView>> findDisorder(Context& context, const std::string& number) {
  MC_TRY(mayKeepRegister(context));
  MC_ASSIGN(auto rows, store::disorderPersons(context.conn, context.clock.today().iso(), number));
  std::vector<DisorderView> out;
  for (auto& row : rows) {
    DisorderView view;
    const auto detail = json::parse(row.detail);
    const auto& object = detail.as_object();
    view.name = textOf(object, "name");
    view.number = textOf(object, "number");
    view.document = textOf(object, "document");
    view.facts = textOf(object, "facts");
    const auto list = creditList(context, row.list);
    if (list.ok()) view.measures = list->measures;
    view.row = std::move(row);
    out.push_back(std::move(view));
  }
  Act act;
  act.action = "disorder.read";
  act.objectType = "register";
  act.objectId = kDisorderRegister;
  act.rule = kDisorderRegister;
  act.detailJson = json::serialize(json::object{{"count", out.size()}, {"byNumber", !number.empty()}});
  MC_TRY(recordRead(context, act));
  return out;
}

base::Status removeDisorderPerson(Context& context, std::int64_t id, const std::string& cause) {
  MC_TRY(mayKeepRegister(context));
  MC_ASSIGN(const auto row, store::disorderPerson(context.conn, id));
  if (!row || row->state != "listed" || base::cleanText(cause).empty()) {
    return fail("LIST-0017", {{"person", publicId('D', id)}});
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::removeDisorder(context.conn, id, context.clock.today().iso(), base::cleanText(cause)));
  MC_TRY(journal(context, "disorder.remove", publicId('D', id), json::serialize(json::object{{"cause", cause}})));
  return transaction.commit();
}

base::Result<std::vector<std::int64_t>> expireDisorder(Context& context) {
  const std::string today = context.clock.today().iso();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto rows, store::disorderPersons(context.conn, "", ""));
  std::vector<std::int64_t> out;
  for (const auto& row : rows) {
    if (row.validTo >= today) continue;
    MC_TRY(store::removeDisorder(context.conn, row.id, today, "有效期满"));
    MC_TRY(journal(context, "disorder.remove", publicId('D', row.id), R"({"cause":"有效期满"})"));
    out.push_back(row.id);
  }
  MC_TRY(transaction.commit());
  return out;
}

// --- 国务院部门认定的名单
// ----------------------------------------------------------------------------------------------

base::Result<std::vector<store::MatchRow>> importOutside(Context& context, const std::string& listId,
                                                         const std::string& source,
                                                         const std::vector<OutsideRow>& rows) {
  MC_ASSIGN(const auto list, creditList(context, listId));
  if (list.kind != ListKind::kOutside) return fail("LIST-0014", {{"list", list.name}}, "list");
  if (base::cleanText(source).empty()) return fail("LIST-0007", {{"part", "名单来源"}}, "source");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  std::vector<store::MatchRow> out;
  for (const auto& row : rows) {
    MC_ASSIGN(const auto subjects, lookAlikes(context, row));
    for (const auto subject : subjects) {
      store::MatchRow match;
      match.list = list.id;
      match.source = base::cleanText(source);
      match.name = row.name;
      match.code = row.code;
      match.facts = row.facts;
      match.validTo = row.validTo.iso();
      match.subjectId = subject;
      match.state = "proposed";
      match.actor = context.actor;
      match.recordedAt = context.clock.now();
      MC_TRY(store::insertMatch(context.conn, match));
      out.push_back(std::move(match));
    }
  }
  MC_TRY(journal(context, "list.import", list.id,
                 json::serialize(json::object{{"rows", rows.size()}, {"matches", out.size()}})));
  MC_TRY(transaction.commit());
  return out;
}

base::Result<std::optional<std::int64_t>> decideOutside(Context& context, std::int64_t id, bool confirmed,
                                                        const std::string& unit, const std::string& reason) {
  MC_ASSIGN(auto match, store::listMatch(context.conn, id));
  if (!match || match->state != "proposed") return fail("LIST-0018", {{"match", std::to_string(id)}});
  match->reason = base::cleanText(reason);
  if (!confirmed && match->reason.empty()) return fail("LIST-0019", {}, "reason");
  match->state = confirmed ? "confirmed" : "rejected";
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  if (confirmed) {
    MC_ASSIGN(const auto list, creditList(context, match->list));
    MC_ASSIGN(const auto known, store::findUnit(context.conn, unit));
    if (!known) return fail("LIST-0007", {{"part", "认定单位"}}, "unit");
    store::ListEntryRow row;
    row.list = list.id;
    row.listName = list.name;
    row.kind = jurisdiction::listKindName(list.kind);
    row.subjectId = match->subjectId;
    row.standard = list.basis;
    row.basis = match->source;
    row.unitId = unit;
    row.recognisedOn = context.clock.today().iso();
    row.validFrom = row.recognisedOn;
    row.enteredOn = row.recognisedOn;
    row.validTo = match->validTo;
    row.state = "listed";
    row.source = match->source;
    row.detail = json::serialize(json::object{{"facts", match->facts}, {"evidence", json::array{match->source}}});
    row.actor = context.actor;
    row.recordedAt = context.clock.now();
    MC_TRY(store::insertListEntry(context.conn, row));
    match->entryId = row.id;
  }
  MC_TRY(store::decideMatch(context.conn, *match));
  MC_TRY(journal(context, "list.match", std::to_string(id), json::serialize(json::object{{"state", match->state}})));
  MC_TRY(transaction.commit());
  return match->entryId;
}

// --- 红黑榜
// --------------------------------------------------------------------------------------------------------------

base::Result<std::vector<store::BoardRow>> proposeBoard(Context& context, const std::string& id, int year) {
  const auto* board = boardOf(context, id);
  if (board == nullptr) return fail("LIST-0020", {{"board", id}}, "board");
  store::GradeDecisionFilter filter;
  filter.publishedOnly = true;
  filter.latestOnly = true;
  const std::string from = std::to_string(year);
  std::vector<store::BoardRow> rows;
  MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& decision) {
    if (!decision.asOf.starts_with(from)) return true;
    const bool red = contains(board->red, decision.level);
    if (!red && !contains(board->black, decision.level)) return true;
    rows.push_back(
        {0, id, from, decision.subjectId, red ? "red" : "black", decision.level, {}, context.actor, {}, {}, {}});
    return true;
  }));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  for (const auto& row : rows) {
    MC_ASSIGN(const auto categories, store::subjectCategories(context.conn, row.subjectId));
    const bool belongs = std::any_of(categories.begin(), categories.end(),
                                     [&](const std::string& one) { return contains(board->categories, one); });
    if (belongs) MC_TRY(store::insertBoardRow(context.conn, row));
  }
  MC_TRY(journal(context, "board.propose", id + " " + from, json::serialize(json::object{{"graded", rows.size()}})));
  MC_TRY(transaction.commit());
  return store::boardRows(context.conn, id, from);
}

base::Status decideBoard(Context& context, const std::string& id, int year, std::int64_t subjectId, bool approved,
                         const std::string& reason) {
  if (boardOf(context, id) == nullptr) return fail("LIST-0020", {{"board", id}}, "board");
  const std::string period = std::to_string(year);
  MC_ASSIGN(auto rows, store::boardRows(context.conn, id, period));
  const auto found =
      std::find_if(rows.begin(), rows.end(), [subjectId](const auto& row) { return row.subjectId == subjectId; });
  if (found == rows.end()) return notFound(publicId('S', subjectId));
  if (found->proposedBy == context.actor) return fail("LIST-0021");
  found->state = approved ? "approved" : "refused";
  found->decidedBy = context.actor;
  found->decidedOn = context.clock.today().iso();
  found->reason = base::cleanText(reason);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::decideBoardRow(context.conn, *found));
  MC_TRY(journal(context, "board.decide", id + " " + period,
                 json::serialize(json::object{{"subject", publicId('S', subjectId)}, {"state", found->state}})));
  return transaction.commit();
}

base::Result<std::vector<BoardLine>> publicBoard(Context& context, const std::string& id, int year) {
  if (boardOf(context, id) == nullptr) return fail("LIST-0020", {{"board", id}}, "board");
  MC_ASSIGN(const auto rows, store::boardRows(context.conn, id, std::to_string(year)));
  std::vector<BoardLine> out;
  for (const auto& row : rows) {
    if (row.state != "approved") continue;
    MC_ASSIGN(const auto subject, subjectById(context, row.subjectId));
    out.push_back({row.side, subject.name, row.grade});
  }
  return out;
}

base::Result<IssuedPaper> issueBoard(Context& context, const std::string& id, int year) {
  MC_ASSIGN(const auto lines, publicBoard(context, id, year));
  if (lines.empty()) return fail("LIST-0025", {{"board", id}, {"year", std::to_string(year)}}, "board");
  std::vector<std::vector<std::string>> red;
  std::vector<std::vector<std::string>> black;
  for (const auto& line : lines) {
    auto& side = line.side == "red" ? red : black;
    side.push_back({std::to_string(side.size() + 1), line.subjectName, "年度信用等级为" + line.grade});
  }
  PaperOrder order;
  order.paper = "list-board";
  order.unitId = context.principal.unit;
  order.values["red"] = std::move(red);
  order.values["black"] = std::move(black);
  order.facts["period"] = std::to_string(year) + "年度";
  order.facts["unit_name"] = context.law.papers.organ;
  return issuePaperNow(context, order);
}

// --- 专项治理
// ------------------------------------------------------------------------------------------------------------

base::Result<std::int64_t> startCampaign(Context& context, const NewCampaign& request) {
  const auto& known = context.law.lists.campaigns;
  store::CampaignRow row;
  row.title = base::cleanText(request.title);
  row.target = base::cleanText(request.target);
  if (row.title.empty() || row.target.empty() || request.kinds.empty() || request.until < request.from) {
    return fail("LIST-0024", {}, "title");
  }
  for (const auto& kind : request.kinds) {
    const bool there = std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.id == kind; });
    if (!there) return fail("LIST-0023", {{"kind", kind}}, "kinds");
    row.kinds += (row.kinds.empty() ? "" : ",") + kind;
  }
  MC_TRY(requireUnit(context, request.unit));
  row.unitId = request.unit;
  row.fromOn = request.from.iso();
  row.untilOn = request.until.iso();
  row.actor = context.actor;
  row.recordedAt = context.clock.now();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertCampaign(context.conn, row));
  MC_TRY(
      journal(context, "campaign.start", publicId('W', row.id), json::serialize(json::object{{"kinds", row.kinds}})));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Status addCampaignCase(Context& context, std::int64_t id, std::int64_t record, const std::string& kind) {
  MC_ASSIGN(const auto row, openCampaign(context, id));
  if (!contains(split(row.kinds), kind)) return fail("LIST-0023", {{"kind", kind}}, "kind");
  MC_TRY(requireRecord(context, record));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertCampaignCase(context.conn, id, record, kind));
  MC_TRY(journal(context, "campaign.case", publicId('W', id),
                 json::serialize(json::object{{"record", publicId('R', record)}, {"kind", kind}})));
  return transaction.commit();
}

base::Result<std::vector<store::CampaignCount>> closeCampaign(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto row, openCampaign(context, id));
  MC_ASSIGN(const auto counted, store::campaignCounts(context.conn, id));
  std::vector<store::CampaignCount> out;
  json::object report;
  for (const auto& kind : split(row.kinds)) {
    const auto found = std::find_if(counted.begin(), counted.end(), [&](const auto& one) { return one.kind == kind; });
    out.push_back({kind, found == counted.end() ? 0 : found->cases});
    report[kind] = out.back().cases;
  }
  const std::string text = json::serialize(report);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::closeCampaign(context.conn, id, context.clock.today().iso(), text));
  MC_TRY(journal(context, "campaign.close", publicId('W', id), text));
  MC_TRY(transaction.commit());
  return out;
}

}  // namespace medcredit::service
