#include "service/classify.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "service/act.h"
#include "store/records.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

using base::CivilDate;
using domain::InfoClass;

namespace {

std::string recordText(std::int64_t id) { return publicId('R', id); }

/// The head of a live record.
base::Result<store::RecordHead> liveRecord(Context& context, std::int64_t id) {
  MC_ASSIGN(auto head, store::getRecord(context.conn, id));
  if (!head) return base::fail("RECD-0003", {{"record", recordText(id)}});
  if (head->state != domain::recordStateName(domain::RecordState::kLive)) {
    return base::fail("RECD-0004", {{"record", recordText(id)}});
  }
  return std::move(*head);
}

/// Class by its name, its label with or without 信息, or a word of the jurisdiction's own classes.
base::Result<InfoClass> readClass(const Context& context, const std::string& text) {
  if (const auto known = domain::infoClassFromName(text)) return *known;
  for (int i = 0; i <= static_cast<int>(InfoClass::kOther); ++i) {
    const auto info = static_cast<InfoClass>(i);
    const auto label = domain::infoClassLabel(info);
    if (label == text || label == text + "信息") return info;
  }
  for (const auto& mapping : context.law.classMappings) {
    if (mapping.local == text || mapping.local == text + "信息") return mapping.info;
  }
  return base::fail("RECD-0005", {{"class", text}}, "class");
}

std::string_view kindListOf(InfoClass info) {
  if (info == InfoClass::kGood) return "good-kinds";
  if (info == InfoClass::kNegative) return "negative-kinds";
  return "other-kinds";
}

base::Result<domain::ClassLists> classLists(const Context& context) {
  domain::ClassLists lists;
  MC_ASSIGN(lists.goodKinds, codesOf(context, "good-kinds"));
  MC_ASSIGN(lists.goodActivities, codesOf(context, "good-activities"));
  MC_ASSIGN(lists.negativeKinds, codesOf(context, "negative-kinds"));
  MC_ASSIGN(lists.otherKinds, codesOf(context, "other-kinds"));
  return lists;
}

/// Code when the list knows the word, else the word itself (the domain check then refuses it by name).
std::string codeOr(const Context& context, std::string_view list, const std::string& word) {
  const std::string code = codeFor(context, list, word);
  return code.empty() ? word : code;
}

domain::Nature natureAfter(InfoClass info, std::string_view before) {
  if (info == InfoClass::kGood) return domain::Nature::kPositive;
  if (info == InfoClass::kNegative) return domain::Nature::kNegative;
  if (info == InfoClass::kRecognised) return domain::natureFromName(before).value_or(domain::Nature::kNeutral);
  return domain::Nature::kNeutral;
}

/// RECD-0030 when the record carries a complaint that may not yet count against the subject.
base::Status checkComplaint(Context& context, const store::RecordHead& head) {
  MC_ASSIGN(const auto complaints, store::complaintsOf(context.conn, head.subjectId));
  const auto carried = std::find_if(complaints.begin(), complaints.end(),
                                    [&head](const auto& complaint) { return complaint.recordId == head.id; });
  if (carried == complaints.end() || carried->state == domain::complaintStateName(domain::ComplaintState::kVerified)) {
    return {};
  }
  MC_ASSIGN(const bool many, complaintsNegative(context, head.subjectId, context.clock.today()));
  if (many) return {};
  const auto state = domain::complaintStateFromName(carried->state).value_or(domain::ComplaintState::kUnverified);
  return base::fail("RECD-0030", {{"complaint", publicId('C', carried->id)},
                                  {"state", std::string(domain::complaintStateLabel(state))}});
}

base::Status checkSeverity(const std::string& severity) {
  for (const std::string_view known : {"", "minor", "general", "serious"}) {
    if (severity == known) return {};
  }
  return base::fail("RECD-0008", {{"severity", severity}}, "severity");
}

}  // namespace

base::Status notFuture(const Context& context, CivilDate day, std::string_view place) {
  if (day <= context.clock.today()) return {};
  return base::fail("RECD-0017", {{"date", day.iso()}}, std::string(place));
}

base::Status classify(Context& context, const ClassifyRequest& request) {
  MC_ASSIGN(const auto head, liveRecord(context, request.recordId));
  MC_ASSIGN(const InfoClass info, readClass(context, request.info));
  MC_TRY(checkSeverity(request.severity));
  MC_ASSIGN(const auto lists, classLists(context));
  const std::string kind = codeOr(context, kindListOf(info), request.kind);
  const std::string activity = codeOr(context, "good-activities", request.activity);
  MC_TRY(domain::checkClass({info, kind, activity, domain::issuerLevelFromText(request.issuer)}, lists));
  const std::string reason = base::cleanText(request.reason);
  if (reason.empty()) return base::fail("RECD-0006", {}, "reason");
  const bool sameSeverity = request.severity.empty() || request.severity == head.severity;
  if (head.infoClass == domain::infoClassName(info) && head.kindCode == kind && sameSeverity) {
    return base::fail("RECD-0007",
                      {{"record", recordText(head.id)}, {"class", std::string(domain::infoClassLabel(info))}});
  }
  if (info == InfoClass::kNegative) MC_TRY(checkComplaint(context, head));
  const bool published = head.publicity == domain::publicityStateName(domain::PublicityState::kPublished);
  if (info == InfoClass::kReference && published) {
    return base::fail("RECD-0025", {{"record", recordText(head.id)}});
  }
  const std::string detail = boost::json::serialize(
      boost::json::object{{"activity", activity}, {"issuer", request.issuer}, {"severity", request.severity}});
  const store::ClassChange change{head.id,        context.clock.now(),
                                  head.infoClass, std::string(domain::infoClassName(info)),
                                  head.nature,    std::string(domain::natureName(natureAfter(info, head.nature))),
                                  head.kindCode,  kind,
                                  detail,         reason,
                                  context.actor};
  return act(context, "record.classify", recordText(head.id),
             {{"from", change.fromClass},
              {"to", change.toClass},
              {"from_kind", change.fromKind},
              {"to_kind", change.toKind},
              {"reason", reason}},
             [&]() -> base::Status {
               MC_TRY(store::insertClassChange(context.conn, change, request.severity));
               if (info != InfoClass::kReference) return {};
               return store::setNotPublic(context.conn, head.id,
                                          domain::publicityStateName(domain::PublicityState::kNotPublic),
                                          "参考信息不公开（海南办法 第二十一条）");
             });
}

base::Status setConduct(Context& context, std::int64_t recordId, bool continuing, std::optional<CivilDate> endedOn) {
  MC_ASSIGN(const auto head, liveRecord(context, recordId));
  if (head.infoClass != domain::infoClassName(InfoClass::kNegative)) {
    return base::fail("RECD-0015", {{"record", recordText(recordId)}});
  }
  if (endedOn) {
    MC_TRY(notFuture(context, *endedOn, "ended-on"));
    const std::string end = endedOn->iso();
    // Conduct may end before it is found out, but then it never was "continuing" at the decision.
    if (head.continuing && end < head.decidedOn) {
      return base::fail("RECD-0016", {{"date", end}, {"decided", head.decidedOn}}, "ended-on");
    }
  }
  const bool still = continuing && !endedOn;
  const std::string end = endedOn ? endedOn->iso() : std::string();
  return act(context, "record.conduct", recordText(recordId), {{"continuing", still}, {"ended_on", end}},
             [&] { return store::setConduct(context.conn, recordId, still, end); });
}

base::Status tagMoment(Context& context, std::int64_t recordId, const std::string& moment) {
  MC_ASSIGN(const auto head, liveRecord(context, recordId));
  const std::string code = codeFor(context, "collection-moments", moment);
  if (code.empty()) return base::fail("RECD-0018", {{"moment", moment}}, "moment");
  return act(context, "record.moment", recordText(head.id), {{"moment", code}},
             [&] { return store::setMoment(context.conn, head.id, code); });
}

base::Status setInternalOnly(Context& context, std::int64_t recordId, bool internalOnly) {
  MC_ASSIGN(const auto head, liveRecord(context, recordId));
  if (internalOnly && head.publicity == domain::publicityStateName(domain::PublicityState::kPublished)) {
    return base::fail("RECD-0019", {{"record", recordText(recordId)}});
  }
  const auto notPublic = domain::publicityStateName(domain::PublicityState::kNotPublic);
  const std::string_view publicity = internalOnly ? notPublic : std::string_view(head.publicity);
  const std::string_view why = internalOnly ? std::string_view("仅限内部监管和风险防范参考（海南办法 第九条）")
                                            : std::string_view(head.publicityReason);
  return act(context, "record.internal", recordText(head.id), {{"internal_only", internalOnly}},
             [&] { return store::setInternal(context.conn, head.id, internalOnly, publicity, why); });
}

base::Status recognise(Context& context, const RecogniseRequest& request) {
  MC_ASSIGN(const auto head, liveRecord(context, request.recordId));
  MC_ASSIGN(const auto levels, codesOf(context, "dishonesty-levels"));
  const std::string level = codeOr(context, "dishonesty-levels", request.level);
  const auto info = domain::infoClassFromName(head.infoClass).value_or(InfoClass::kBasic);
  MC_TRY(domain::checkDishonesty({info, level, request.ruleId, request.clause, request.listType}, levels));
  if (!request.listType.empty()) {
    MC_ASSIGN(const auto types, store::listTypes(context.conn));
    const auto same = [&request](const store::ListType& type) { return type.id == request.listType; };
    if (std::none_of(types.begin(), types.end(), same)) {
      return base::fail("RECD-0024", {{"type", request.listType}}, "list-type");
    }
  }
  const CivilDate on = request.on.value_or(context.clock.today());
  MC_TRY(notFuture(context, on, "on"));
  const store::Dishonesty mark{head.id,        context.clock.now(), on.iso(),         level,
                               request.ruleId, request.clause,      request.listType, context.actor};
  return act(context, "record.recognise", recordText(head.id),
             {{"level", level}, {"rule", request.ruleId}, {"clause", request.clause}, {"on", on.iso()}},
             [&] { return store::insertDishonesty(context.conn, mark); });
}

base::Status review(Context& context, std::int64_t recordId, const std::string& reviewer, CivilDate on,
                    const std::string& opinion) {
  MC_ASSIGN(const auto head, liveRecord(context, recordId));
  const std::string who = base::cleanText(reviewer);
  if (who.empty()) return base::fail("RECD-0031", {}, "reviewer");
  MC_ASSIGN(const auto lists, classLists(context));
  const auto info = domain::infoClassFromName(head.infoClass).value_or(InfoClass::kBasic);
  if (!domain::needsReview(info, head.kindCode, lists)) {
    return base::fail("RECD-0032", {{"record", recordText(recordId)}});
  }
  MC_TRY(notFuture(context, on, "on"));
  MC_ASSIGN(const auto former, store::reviewOf(context.conn, recordId));
  if (former) {
    return base::fail("RECD-0033", {{"record", recordText(recordId)}, {"reviewer", former->reviewer}});
  }
  return act(context, "record.review", recordText(recordId), {{"reviewer", who}, {"on", on.iso()}}, [&] {
    return store::insertReview(context.conn,
                               {recordId, who, on.iso(), base::cleanText(opinion), context.actor, context.clock.now()});
  });
}

base::Status overrideRetention(Context& context, std::int64_t recordId, const std::string& retention,
                               const std::string& statute) {
  MC_ASSIGN(const auto head, liveRecord(context, recordId));
  MC_ASSIGN(const auto length, domain::parseDuration(retention));
  const auto& basis = context.law.basis;
  if (std::none_of(basis.begin(), basis.end(), [&](const auto& document) { return document.id == statute; })) {
    return base::fail("RECD-0034", {{"statute", statute}}, "statute");
  }
  return act(context, "record.retention", recordText(head.id), {{"retention", length.str()}, {"statute", statute}},
             [&] {
               return store::putRetentionOverride(context.conn,
                                                  {head.id, length.str(), statute, context.actor, context.clock.now()});
             });
}

namespace {

/// Last decision day whose record period can be over today under any rule of the jurisdiction.
CivilDate releaseCutoff(const Context& context) {
  const CivilDate today = context.clock.today();
  CivilDate cutoff = today.plusMonths(-60);
  for (const auto& rule : context.law.terms) {
    const auto length = domain::parseDuration(rule.retention);
    if (!length.ok() || length.value().kind != domain::Duration::Kind::kSpan) continue;
    // A day of slack for months of unequal length; every candidate is judged by its own clock.
    const auto start = today.plusDays(-length.value().days).plusMonths(-length.value().months).plusDays(3);
    cutoff = std::max(cutoff, start);
  }
  return cutoff;
}

/// View of one record today; empty when it has none.
base::Result<std::optional<RecordView>> viewToday(Context& context, std::int64_t recordId) {
  MC_ASSIGN(const auto versions, versionsOfRecord(context, recordId));
  if (versions.empty()) return std::optional<RecordView>();
  const Moment moment{context.clock.today(), kEverKnown};
  const std::int64_t owner = versions.front().subjectId;
  MC_ASSIGN(const auto subject, store::getSubject(context.conn, owner));
  const auto kind = subject ? domain::subjectKindFromCode(subject->kind) : std::nullopt;
  MC_ASSIGN(const auto life, lifeOf(context, owner, kind.value_or(domain::SubjectKind::kOrganisation), moment));
  return viewRecord(context, versions, life, moment);
}

}  // namespace

base::Result<std::vector<std::int64_t>> releaseExpired(Context& context) {
  const std::string today = context.clock.today().iso();
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto candidates, store::releaseCandidates(context.conn, releaseCutoff(context).iso()));
  std::vector<std::int64_t> released;
  for (const auto id : candidates) {
    MC_ASSIGN(const auto view, viewToday(context, id));
    if (!view || !view->archived) continue;
    const auto& retention = view->terms.retention;
    MC_TRY(store::insertRelease(context.conn, id, today, retention.why, context.clock.now()));
    const boost::json::object detail{{"end", retention.end->iso()}, {"why", retention.why}};
    MC_TRY(journal(context, "record.release", recordText(id), boost::json::serialize(detail)));
    released.push_back(id);
  }
  MC_TRY(transaction.commit());
  return released;
}

base::Result<std::vector<store::CodeCount>> reportByKind(Context& context, InfoClass info) {
  MC_ASSIGN(const auto codes, codesOf(context, kindListOf(info)));
  MC_ASSIGN(const auto counted, store::countByKind(context.conn, domain::infoClassName(info)));
  std::vector<store::CodeCount> out(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) out[i].code = codes[i];
  for (const auto& line : counted) {
    const auto it = std::find_if(out.begin(), out.end(), [&line](const auto& one) { return one.code == line.code; });
    if (it != out.end()) {
      it->count = line.count;
    } else {
      out.push_back(line);  // not yet given a kind, or a kind of an earlier list
    }
  }
  return out;
}

base::Result<std::vector<store::CodeCount>> reportByMoment(Context& context) {
  MC_ASSIGN(const auto counted, store::countByMoment(context.conn));
  std::vector<store::CodeCount> out;
  for (const auto& line : counted) {
    const auto* region = context.law.regions == nullptr ? nullptr : context.law.regions->find(line.level);
    const std::string level = region == nullptr    ? std::string()
                              : region->level == 1 ? "省级"
                              : region->level == 2 ? "市级"
                                                   : "县级";
    const auto it = std::find_if(out.begin(), out.end(),
                                 [&](const auto& one) { return one.code == line.code && one.level == level; });
    if (it == out.end()) {
      out.push_back({line.code, level, line.count});
    } else {
      it->count += line.count;
    }
  }
  return out;
}

}  // namespace medcredit::service
