#include "service/grade_facts.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/decimal.h"
#include "domain/classification.h"
#include "service/archive.h"
#include "service/entry_fields.h"
#include "service/grade_engine.h"
#include "store/flow.h"
#include "store/grade_facts.h"
#include "store/grade_runs.h"
#include "store/record_marks.h"

namespace medcredit::service {

using base::CivilDate;
using domain::FieldRole;
using jurisdiction::FactRule;

namespace {

template <class T>
bool holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Values of a version by the role of their field.
class Values {
 public:
  explicit Values(const VersionRow& row) : fields_(*row.fields), values_(row.values) {}
  [[nodiscard]] std::string_view text(FieldRole role) const {
    if (role == FieldRole::kNone) return {};
    const auto name = domain::fieldRoleName(role);
    for (std::size_t i = 0; i < fields_.size() && i < values_.size(); ++i) {
      if (fields_[i].role == name) return values_[i];
    }
    return {};
  }

 private:
  const EntryFields& fields_;
  const std::vector<std::string>& values_;
};

const FactRule* ruleFor(const Context& context, const RecordView& view) {
  const auto* entry = context.law.entry(view.entry);
  for (const auto& rule : context.law.grading.facts) {
    if (!rule.entries.empty() && !holds(rule.entries, view.entry)) continue;
    if (!rule.enforcement.empty() && (entry == nullptr || !holds(rule.enforcement, entry->enforcementClass))) continue;
    if (!rule.classes.empty() && !holds(rule.classes, view.info)) continue;
    if (!rule.kinds.empty() && !holds(rule.kinds, view.kindCode)) continue;
    if (!rule.dishonesty.empty() && rule.dishonesty != view.dishonestyLevel) continue;
    return &rule;
  }
  return nullptr;
}

void add(GradeFactLine& line, std::string_view name, std::string_view value) {
  if (!value.empty()) line.fields.emplace_back(name, value);
}

bool isPublicRecord(const Context& context, const RecordView& view) {
  const auto* entry = context.law.entry(view.entry);
  return entry != nullptr && entry->isPublic && !view.internalOnly && view.info != domain::InfoClass::kReference;
}

GradeFactLine lineOf(const Context& context, const FactRule& rule, const RecordView& view, const VersionRow& row,
                     bool person) {
  const Values values(row);
  GradeFactLine line{publicId('R', view.id), rule.of, {}};
  const std::string decided = values.text(FieldRole::kDecisionDate).empty()
                                  ? (row.decidedOn.empty() ? row.receivedOn : row.decidedOn)
                                  : std::string(values.text(FieldRole::kDecisionDate));
  add(line, rule.occurred ? "occurred_on" : "determined_on", decided);
  add(line, "ended_on", view.endedOn);
  add(line, "known_on", row.knownAt.shanghaiDate().iso());
  if (row.versionKind == "withdrawal" || row.versionKind == "void") {
    add(line, "status", "revoked");
    add(line, "status_on", row.trueFrom.empty() ? row.knownAt.shanghaiDate().iso() : row.trueFrom);
  }
  std::string severity = rule.severity.empty() ? view.severity : rule.severity;
  if (severity.empty() && view.proposal) severity = view.proposal->severity;
  add(line, "severity", severity);
  const auto outcome = values.text(rule.outcomeRole);
  const auto word =
      std::find_if(rule.outcomes.begin(), rule.outcomes.end(), [&](const auto& pair) { return pair.first == outcome; });
  if (word != rule.outcomes.end()) add(line, "outcome", word->second);
  add(line, "public", !person && isPublicRecord(context, view) ? "yes" : "no");
  if (view.continuing) add(line, "continuing", "true");
  add(line, "kind", view.kindCode);
  add(line, "dishonesty", view.dishonestyLevel);
  for (const auto& [name, role] : rule.fields) {
    // Texts of natural persons' records may name them: the grade needs none of them but the document number.
    if (!person || role == FieldRole::kDocumentNo) add(line, name, values.text(role));
  }
  return line;
}

/// The mark that holds: the newest, but an objection that is over gives back what stood before it.
const store::GradeMark* holdingMark(const std::vector<store::GradeMark>& marks, base::Instant knownUntil,
                                    std::string_view fact) {
  const store::GradeMark* standing = nullptr;
  const store::GradeMark* dispute = nullptr;
  for (const auto& mark : marks) {
    if (mark.fact != fact || mark.at > knownUntil) continue;
    const bool over = mark.status == "active" && mark.cause == "objection";
    if (!over && mark.status != "disputed") standing = &mark;
    dispute = mark.status == "disputed" ? &mark : nullptr;
  }
  return dispute != nullptr ? dispute : standing;
}

/// Puts the mark on the fact over its status; `active` lifts an earlier mark, it brings nothing back that was
/// withdrawn.
void applyMark(const std::vector<store::GradeMark>& marks, base::Instant knownUntil, GradeFactLine& line) {
  const auto* mark = holdingMark(marks, knownUntil, line.id);
  if (mark == nullptr || mark->status == "active") return;
  std::erase_if(line.fields, [](const auto& field) { return field.first == "status" || field.first == "status_on"; });
  add(line, "status", mark->status);
  add(line, "status_on", mark->statusOn);
}

struct Reading {
  Context& context;
  const GradeMoment& moment;
  base::Instant knownUntil;
  std::vector<store::GradeMark> marks = {};
  std::map<std::string, int, std::less<>> uses = {};
  SubjectFacts& out;
  bool person = false;
  std::optional<CivilDate> seenSince = {};  ///< earliest day the subject is known to have existed

  void seen(std::string_view day) {
    const auto date = CivilDate::parseIso(day);
    if (date && (!seenSince || *date < *seenSince)) seenSince = date;
  }
  void changes(std::optional<CivilDate> day) {
    if (day && *day > moment.asOf && (!out.changesOn || *day < *out.changesOn)) out.changesOn = day;
  }
  void keep(GradeFactLine line) {
    applyMark(marks, knownUntil, line);
    if (line.field("status") == "ended") {
      out.leftOut.push_back({line.id, "不再用于信用评价"});
      return;
    }
    if (const auto used = uses.find(line.id); used != uses.end()) add(line, "uses", std::to_string(used->second));
    out.facts.push_back(std::move(line));
  }

  base::Status record(std::vector<VersionRow>& versions, const LifeView& life) {
    const std::int64_t id = versions.back().recordId;
    MC_ASSIGN(const auto released, store::releasedVersion(context.conn, id));
    const bool review = context.law.value("flow.review") != "否";
    if (review) {
      std::erase_if(versions, [&](const auto& row) { return row.version > released.value_or(0); });
      if (versions.empty()) {
        out.leftOut.push_back({publicId('R', id), "尚未审核报送"});
        return {};
      }
    }
    const auto& row = versions.back();
    // A void record is shown as revoked; the view is built from what stood before.
    const bool isVoid = row.versionKind == "void";
    const std::size_t known = isVoid && versions.size() > 1 ? versions.size() - 1 : versions.size();
    MC_ASSIGN(const auto view,
              viewRecord(context, std::span<const VersionRow>(versions).first(known), life, {moment.asOf, knownUntil}));
    if (!view) {
      changes(CivilDate::parseIso(row.decidedOn));  // decided on a later day
      return {};
    }
    seen(view->decidedOn);
    const auto& use = view->uses[static_cast<std::size_t>(domain::Use::kEvaluation)];
    changes(view->terms.use.end);
    changes(view->terms.retention.end);
    if (!use.applies && row.versionKind != "withdrawal" && !isVoid) {
      out.leftOut.push_back({publicId('R', id), use.reason});
      return {};
    }
    const auto* rule = ruleFor(context, *view);
    if (rule == nullptr) {
      out.leftOut.push_back({publicId('R', id), "没有对应的事实类型"});
      return {};
    }
    keep(lineOf(context, *rule, *view, row, person));
    return {};
  }

  base::Status records(std::int64_t subject) {
    MC_ASSIGN(const auto life, lifeOf(context, subject,
                                      person ? domain::SubjectKind::kNaturalPerson : domain::SubjectKind::kOrganisation,
                                      {moment.asOf, knownUntil}));
    MC_ASSIGN(auto rows, versionsOf(context, subject, knownUntil));
    for (std::size_t at = 0; at < rows.size();) {
      std::vector<VersionRow> versions;
      const auto id = rows[at].recordId;
      while (at < rows.size() && rows[at].recordId == id) versions.push_back(std::move(rows[at++]));
      MC_TRY(record(versions, life));
    }
    return {};
  }

  base::Status points(std::int64_t subject) {
    MC_ASSIGN(const auto scores, store::scoresOf(context.conn, subject));
    for (const auto& score : scores) {
      if (score.recordedAt > knownUntil) continue;
      GradeFactLine line{publicId('P', score.id), "practice_points", {}};
      add(line, "occurred_on", score.scoredOn);
      add(line, "known_on", score.recordedAt.shanghaiDate().iso());
      add(line, "value", base::Decimal6{score.pointsMicro}.str());
      add(line, "public", person ? "no" : "yes");
      if (!person) add(line, "title", score.item);
      seen(score.scoredOn);
      keep(std::move(line));
    }
    return {};
  }

  /// Only what was verified (R-CLASS-11).
  base::Status complaints(std::int64_t subject) {
    MC_ASSIGN(const auto rows, store::complaintsOf(context.conn, subject));
    for (const auto& row : rows) {
      if (row.recordedAt > knownUntil) continue;
      const auto decided = CivilDate::parseIso(row.decidedOn);
      if (row.state != "verified" || !decided || *decided > moment.knownOn) {
        out.leftOut.push_back({publicId('C', row.id), "投诉未查实"});
        continue;
      }
      GradeFactLine line{publicId('C', row.id), "complaint", {}};
      add(line, "occurred_on", row.receivedOn);
      add(line, "determined_on", row.decidedOn);
      add(line, "known_on", row.recordedAt.shanghaiDate().iso());
      add(line, "outcome", row.consequence ? "consequence" : "verified");
      add(line, "public", "no");
      keep(std::move(line));
    }
    return {};
  }

  base::Status entered(std::int64_t subject) {
    MC_ASSIGN(const auto facts, store::gradeFactsOf(context.conn, subject));
    for (const auto& fact : facts) {
      if (fact.recordedAt > knownUntil) continue;
      MC_ASSIGN(const auto steps, store::gradeFactSteps(context.conn, fact.id));
      std::string state, since;
      for (const auto& step : steps) {
        if (step.at > knownUntil) continue;
        state = step.step;
        since = step.effectiveOn;
      }
      GradeFactLine line{publicId('F', fact.id), fact.kind, {}};
      // Reference information enters only when verified; until then the risk model alone sees it (R-REF-05).
      if (fact.kind == "reference_info" && state != "verified" && state != "promoted" && state != "revoked") {
        out.leftOut.push_back({line.id, "参考信息未核实，只用于风险监控"});
        continue;
      }
      if (state == "unfounded") {
        out.leftOut.push_back({line.id, "经核实不属实"});
        continue;
      }
      add(line, "occurred_on", fact.occurredOn);
      add(line, "determined_on", fact.determinedOn);
      add(line, "ended_on", fact.endedOn);
      add(line, "known_on", fact.recordedAt.shanghaiDate().iso());
      if (state == "revoked" || state == "promoted") {
        add(line, "status", "revoked");
        add(line, "status_on", since);
      }
      add(line, "severity", fact.severity);
      add(line, "outcome", fact.outcome);
      if (fact.valueMicro) add(line, "value", base::Decimal6{*fact.valueMicro}.str());
      add(line, "public", fact.isPublic && !person ? "yes" : "no");
      add(line, "channel", fact.channel);
      boost::system::error_code ec;
      const auto detail = boost::json::parse(fact.detail, ec);
      if (!ec && detail.is_object() && !person) {
        for (const auto& [name, value] : detail.get_object()) {
          if (value.is_string() && name != "source" && name != "note") {
            add(line, std::string_view(name), std::string_view(value.get_string()));
          }
        }
      } else if (!ec && detail.is_object()) {
        if (const auto* items = detail.get_object().if_contains("items"); items != nullptr && items->is_string()) {
          add(line, "items", std::string_view(items->get_string()));
        }
      }
      keep(std::move(line));
    }
    return {};
  }

  /// How often good information was counted in a published yearly grade (R-RET-07).
  base::Status countUses(std::int64_t subject) {
    store::GradeDecisionFilter filter;
    filter.subjectId = subject;
    filter.publishedOnly = true;
    filter.limit = -1;
    std::vector<std::int64_t> decisions;
    MC_TRY(store::eachGradeDecision(context.conn, filter, [&](const store::GradeDecision& row) {
      const auto asOf = CivilDate::parseIso(row.asOf);
      if (row.cause == "yearly" && asOf && *asOf < moment.asOf && row.decidedAt <= knownUntil) {
        decisions.push_back(row.id);
      }
      return true;
    }));
    for (const auto id : decisions) {
      MC_ASSIGN(const auto decision, store::gradeDecision(context.conn, id));
      if (!decision) continue;
      MC_ASSIGN(const auto graded, SubjectFacts::parse(decision->facts));
      for (const auto& fact : countedInFavour(decision->ledger, graded)) ++uses[fact];
    }
    return {};
  }
};

/// Day from which the subject is known to have existed: approval or filing, else the earliest day anything tells of it.
base::Status registration(Reading& reading, std::int64_t subject) {
  MC_ASSIGN(const auto events, store::subjectEvents(reading.context.conn, subject));
  for (const auto& event : events) {
    if (event.recordedAt <= reading.knownUntil && (event.event == "approved" || event.event == "filed")) {
      reading.out.registeredOn = event.on;
      return {};
    }
  }
  MC_ASSIGN(const auto names, store::subjectNames(reading.context.conn, subject));
  for (const auto& name : names) reading.seen(name.from);
  if (reading.seenSince) reading.out.registeredOn = reading.seenSince->iso();
  return {};
}

/// Type of subject as models name it. Where the row of the scope rests on no category, a name that ends in one of the
/// words of institution-types-by-name (诊所, 卫生室 …) tells: imported institutions carry no category.
std::string typeOf(const Context& context, const jurisdiction::GradeScope& scope, std::string_view name) {
  const auto* words = scope.categories.empty() ? context.law.codeList("institution-types-by-name") : nullptr;
  if (words == nullptr) return scope.type;
  for (const auto& word : words->items) {
    if (name.ends_with(word.code)) return word.label;
  }
  return scope.type;
}

/// The name the subject had on a day, as known then.
base::Result<std::string> nameOn(Context& context, const store::SubjectRow& subject, CivilDate day) {
  MC_ASSIGN(const auto names, store::subjectNames(context.conn, subject.id));
  const std::string on = day.iso();
  std::string name = subject.name;
  for (const auto& one : names) {
    if (one.from <= on && (one.to.empty() || one.to >= on)) name = one.text;
  }
  return name;
}

std::string regionOf(const std::vector<store::AuthorityRow>& authorities, const store::SubjectRow& subject,
                     CivilDate day) {
  const std::string on = day.iso();
  std::string region = subject.region;
  for (const auto& authority : authorities) {
    if (authority.from <= on && (authority.to.empty() || authority.to >= on)) region = authority.region;
  }
  return region;
}

}  // namespace

base::Result<GradeMoment> gradeMoment(Context& context, CivilDate asOf, CivilDate knownOn) {
  GradeMoment moment{asOf, knownOn, {}};
  // The twelve months that end with the day: the year itself on its last day.
  const auto first = asOf.plusDays(1).plusMonths(-12);
  MC_ASSIGN(const auto entries, store::entriesDelivered(context.conn, first, asOf, endOfDay(knownOn)));
  std::vector<store::GradeFeedRow> declared;
  for (int year = first.year(); year <= asOf.year(); ++year) {
    MC_ASSIGN(auto rows, store::gradeFeeds(context.conn, std::to_string(year)));
    declared.insert(declared.end(), rows.begin(), rows.end());
  }
  for (const auto& feed : context.law.grading.feeds) {
    bool there = std::any_of(declared.begin(), declared.end(),
                             [&](const auto& row) { return row.feed == feed.id && row.at <= endOfDay(knownOn); });
    for (const auto& code : entries) {
      const auto* entry = context.law.entry(code);
      there =
          there || holds(feed.entries, code) ||
          (entry != nullptr && !entry->enforcementClass.empty() && holds(feed.enforcement, entry->enforcementClass));
    }
    if (there) moment.delivered.push_back(feed.id);
  }
  std::sort(moment.delivered.begin(), moment.delivered.end());
  return moment;
}

const jurisdiction::GradeScope* gradeScopeOf(const jurisdiction::Jurisdiction& law, std::string_view kind,
                                             const std::vector<std::string>& categories, int year) {
  for (const auto& scope : law.grading.scopes) {
    if (domain::subjectKindCode(scope.subject) != kind || year < scope.fromYear || year > scope.toYear) continue;
    if (scope.categories.empty()) return &scope;
    for (const auto& category : categories) {
      if (holds(scope.categories, category)) return &scope;
    }
  }
  return nullptr;
}

base::Result<std::optional<SubjectFacts>> readSubjectFacts(Context& context, const store::SubjectRow& subject,
                                                           const GradeMoment& moment) {
  if (subject.mergedInto) return std::optional<SubjectFacts>();
  MC_ASSIGN(const auto categories, store::subjectCategories(context.conn, subject.id));
  const auto* scope = gradeScopeOf(context.law, subject.kind, categories, moment.year());
  if (scope == nullptr) return std::optional<SubjectFacts>();
  const auto knownUntil = endOfDay(moment.knownOn);
  const bool person = subject.kind == domain::subjectKindCode(domain::SubjectKind::kNaturalPerson);
  const auto kind = person ? domain::SubjectKind::kNaturalPerson : domain::SubjectKind::kOrganisation;
  MC_ASSIGN(const auto life, lifeOf(context, subject.id, kind, {moment.asOf, knownUntil}));
  if (domain::isEnded(life.state)) return std::optional<SubjectFacts>();

  SubjectFacts out;
  out.subjectId = subject.id;
  out.kind = scope->kind;
  MC_ASSIGN(const auto name, nameOn(context, subject, moment.asOf));
  out.type = typeOf(context, *scope, name);
  out.unpublished = scope->unpublished;
  MC_ASSIGN(const auto authorities, store::subjectAuthorities(context.conn, subject.id));
  out.region = regionOf(authorities, subject, moment.asOf);
  out.feeds = moment.delivered;
  Reading reading{context, moment, knownUntil, {}, {}, out, person, {}};
  MC_ASSIGN(const auto members, archiveMembers(context, subject.id, knownUntil));
  for (const auto member : members) {
    MC_ASSIGN(const auto marks, store::gradeMarksOf(context.conn, member));
    reading.marks.insert(reading.marks.end(), marks.begin(), marks.end());
    MC_TRY(reading.countUses(member));
    MC_TRY(reading.records(member));
    MC_TRY(reading.points(member));
    MC_TRY(reading.complaints(member));
    MC_TRY(reading.entered(member));
  }
  MC_TRY(registration(reading, subject.id));
  std::sort(out.facts.begin(), out.facts.end(), [](const auto& a, const auto& b) {
    return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id;
  });
  return std::optional(std::move(out));
}

std::vector<FeedGap> feedGaps(const Context& context, const GradeMoment& moment,
                              const std::vector<std::string>& needed) {
  std::vector<FeedGap> gaps;
  for (const auto& id : needed) {
    if (holds(moment.delivered, id)) continue;
    FeedGap gap{id, id, {}};
    if (const auto* feed = context.law.grading.feed(id)) {
      gap.label = feed->label;
      gap.entries = feed->entries;
      for (const auto& entry : context.law.catalogue) {
        if (!entry.enforcementClass.empty() && holds(feed->enforcement, entry.enforcementClass)) {
          gap.entries.push_back(entry.code);
        }
      }
    }
    gaps.push_back(std::move(gap));
  }
  return gaps;
}

}  // namespace medcredit::service
