#include "service/subject_merge.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "service/case_time.h"
#include "service/collect_payload.h"
#include "service/record_view.h"
#include "service/subject.h"
#include "store/record_marks.h"

namespace medcredit::service {

using domain::MatchSubject;

namespace {

/// Reads all subjects into the matcher's form, merged ones under their winner, and proposes pairs.
class Matcher {
 public:
  explicit Matcher(Context& context) : context_(context) {}

  base::Result<std::vector<domain::MatchCandidate>> run(std::optional<std::int64_t> only) {
    MC_TRY(load());
    std::optional<std::int64_t> root;
    if (only) root = rootOf(*only);
    std::vector<domain::MatchCandidate> out;
    for (const auto& [left, right] : pairs()) {
      if (root && left != *root && right != *root) continue;
      MC_TRY(addRepresentatives(subjects_.at(left)));
      MC_TRY(addRepresentatives(subjects_.at(right)));
      auto candidate = domain::compareSubjects(subjects_.at(left), subjects_.at(right));
      if (!candidate) continue;
      maskPersons(*candidate);
      out.push_back(std::move(*candidate));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    return out;
  }

  /// Explanation for one pair, empty when it is no candidate.
  base::Result<std::string> explain(std::int64_t left, std::int64_t right) {
    MC_ASSIGN(const auto candidates, run(left));
    for (const auto& candidate : candidates) {
      if (candidate.left == rootOf(right) || candidate.right == rootOf(right)) return candidate.explanation;
    }
    return std::string();
  }

 private:
  base::Status load();
  std::int64_t rootOf(std::int64_t id) const {
    for (auto it = parents_.find(id); it != parents_.end(); it = parents_.find(id)) id = it->second;
    return id;
  }
  std::set<std::pair<std::int64_t, std::int64_t>> pairs() const;
  base::Status addRepresentatives(MatchSubject& subject);
  void maskPersons(domain::MatchCandidate& candidate) const;

  Context& context_;
  std::map<std::int64_t, MatchSubject> subjects_;
  std::unordered_map<std::int64_t, std::int64_t> parents_;
  std::set<std::int64_t> withRepresentatives_;
};

base::Status Matcher::load() {
  MC_TRY(store::eachSubject(context_.conn, [this](const store::SubjectRow& row) {
    if (row.mergedInto) {
      parents_[row.id] = *row.mergedInto;
      return true;
    }
    MatchSubject& subject = subjects_[row.id];
    subject.id = row.id;
    subject.kind = domain::subjectKindFromCode(row.kind).value_or(domain::SubjectKind::kOrganisation);
    subject.name = row.name;
    subject.nameKeys.push_back(base::nameKey(row.name));
    subject.region = row.region;
    return true;
  }));
  MC_TRY(store::eachSubjectName(context_.conn, [this](std::int64_t id, const store::DatedText& name) {
    auto& keys = subjects_.at(rootOf(id)).nameKeys;
    auto key = base::nameKey(name.text);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  }));
  MC_TRY(store::eachSubjectIdentifier(context_.conn, [this](std::int64_t id, const store::DatedText& identifier) {
    const auto kind = domain::identifierKindFromName(identifier.kind);
    if (kind) subjects_.at(rootOf(id)).identifiers.emplace_back(*kind, identifier.text);
  }));
  const std::string role = codeFor(context_, "subject-roles", "法定代表人");
  return store::eachRoleHolder(context_.conn, role, [this](std::int64_t org, std::string_view name) {
    subjects_.at(rootOf(org)).legalRepresentatives.push_back(base::nameKey(name));
  });
}

/// Pairs that share a blocking key. Keys of many subjects ("测试诊所" a hundred times over) still pair everyone.
std::set<std::pair<std::int64_t, std::int64_t>> Matcher::pairs() const {
  std::unordered_map<std::string, std::vector<std::int64_t>> blocks;
  for (const auto& [id, subject] : subjects_) {
    for (auto& key : domain::blockingKeys(subject)) blocks[std::move(key)].push_back(id);
  }
  std::set<std::pair<std::int64_t, std::int64_t>> out;
  for (const auto& [key, ids] : blocks) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
      for (std::size_t j = i + 1; j < ids.size(); ++j) out.emplace(std::minmax(ids[i], ids[j]));
    }
  }
  return out;
}

/// Legal representatives named in the subject's records.
base::Status Matcher::addRepresentatives(MatchSubject& subject) {
  if (!withRepresentatives_.insert(subject.id).second) return {};
  const auto role = domain::fieldRoleName(domain::FieldRole::kLegalRepresentative);
  MC_ASSIGN(const auto versions, versionsOf(context_, subject.id, kEverKnown));
  for (const auto& row : versions) {
    for (std::size_t i = 0; i < row.fields->size() && i < row.values.size(); ++i) {
      if ((*row.fields)[i].role == role && !row.values[i].empty()) {
        subject.legalRepresentatives.push_back(base::nameKey(row.values[i]));
      }
    }
  }
  return {};
}

void Matcher::maskPersons(domain::MatchCandidate& candidate) const {
  const bool persons = subjects_.at(candidate.left).kind == domain::SubjectKind::kNaturalPerson;
  for (auto& field : candidate.fields) {
    const bool name = field.field == "名称" || field.field == "曾用名";
    if (!persons && field.field != "法定代表人") continue;
    field.left = name || !persons ? domain::maskName(field.left) : domain::maskIdentifier(field.left);
    field.right = name || !persons ? domain::maskName(field.right) : domain::maskIdentifier(field.right);
  }
}

base::Result<std::int64_t> countRecords(Context& context, std::int64_t id) {
  std::set<std::int64_t> records;
  MC_TRY(store::archiveOf(context.conn, id, kEverKnown,
                          [&records](const store::ArchiveRow& row) { records.insert(row.recordId); }));
  return static_cast<std::int64_t>(records.size());
}

base::Status checkMergeable(const store::SubjectRow& winner, const store::SubjectRow& loser) {
  if (winner.id == loser.id) return base::fail("SUBJ-0060", {{"subject", publicId('S', winner.id)}});
  if (winner.kind != loser.kind) {
    const auto label = [](const store::SubjectRow& subject) {
      const auto kind = domain::subjectKindFromCode(subject.kind);
      return kind ? std::string(domain::subjectKindLabel(*kind)) : subject.kind;
    };
    return base::fail("SUBJ-0061", {{"left", label(winner)}, {"right", label(loser)}});
  }
  for (const auto* subject : {&winner, &loser}) {
    if (subject->mergedInto) {
      return base::fail("SUBJ-0062",
                        {{"subject", publicId('S', subject->id)}, {"winner", publicId('S', *subject->mergedInto)}});
    }
  }
  return {};
}

}  // namespace

base::Result<std::vector<domain::MatchCandidate>> matchSubjects(Context& context, std::optional<std::int64_t> only) {
  return Matcher(context).run(only);
}

base::Result<MergePreview> previewMerge(Context& context, std::int64_t winnerId, std::int64_t loserId) {
  MergePreview out;
  MC_ASSIGN(out.winner, subjectById(context, winnerId));
  MC_ASSIGN(out.loser, subjectById(context, loserId));
  MC_TRY(checkMergeable(out.winner, out.loser));
  MC_ASSIGN(out.identifiers, store::subjectIdentifiers(context.conn, winnerId));
  MC_ASSIGN(auto more, store::subjectIdentifiers(context.conn, loserId));
  for (const auto& identifier : more) {
    const auto clash = std::find_if(out.identifiers.begin(), out.identifiers.end(), [&](const auto& one) {
      return one.kind == identifier.kind && one.text != identifier.text;
    });
    const auto kind = domain::identifierKindFromName(identifier.kind);
    if (clash != out.identifiers.end() && kind) {
      out.warnings.push_back("双方" + std::string(domain::identifierKindLabel(*kind)) + "不同，合并后并存");
    }
  }
  out.identifiers.insert(out.identifiers.end(), more.begin(), more.end());
  if (out.winner.state != out.loser.state) out.warnings.emplace_back("双方状态不同，以保留方的状态为准");
  if (base::nameKey(out.winner.name) != base::nameKey(out.loser.name)) {
    out.warnings.emplace_back("双方名称不同，被并入方的名称作为曾用名参与匹配");
  }
  MC_ASSIGN(out.winnerRecords, countRecords(context, winnerId));
  MC_ASSIGN(out.loserRecords, countRecords(context, loserId));
  MC_ASSIGN(out.explanation, Matcher(context).explain(winnerId, loserId));
  if (out.explanation.empty()) out.warnings.emplace_back("系统未提示二者疑似同一主体，请核对后决定");
  return out;
}

base::Result<std::int64_t> mergeSubjects(Context& context, std::int64_t winner, std::int64_t loser,
                                         const std::string& reason) {
  const std::string why = base::cleanText(reason);
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto left, subjectById(context, winner));
  MC_ASSIGN(const auto right, subjectById(context, loser));
  MC_TRY(checkMergeable(left, right));
  if (why.empty()) return base::fail("SUBJ-0063", {}, "reason");
  MC_ASSIGN(const std::int64_t id, store::insertMerge(context.conn, {0, winner, loser, why, context.actor, "",
                                                                     context.clock.now(), std::nullopt}));
  const boost::json::object detail{{"merge", publicId('M', id)}, {"loser", publicId('S', loser)}, {"reason", why}};
  MC_TRY(journal(context, "subject.merge", publicId('S', winner), boost::json::serialize(detail)));
  MC_TRY(subjectMergedInCases(context, loser, winner));
  MC_TRY(transaction.commit());
  return id;
}

base::Result<store::MergeRow> findMerge(Context& context, std::string_view mergeOrSubject) {
  const std::string text = base::cleanCode(mergeOrSubject);
  if (!text.empty() && (text.front() == 'M' || text.front() == 'm')) {
    const auto id = parsePublicId('M', text);
    std::optional<store::MergeRow> merge;
    if (id) {
      MC_ASSIGN(merge, store::getMerge(context.conn, *id));
    }
    if (!merge) return base::fail("SUBJ-0064", {{"merge", text}});
    if (merge->undoneAt) {
      return base::fail("SUBJ-0065",
                        {{"merge", text}, {"date", merge->undoneAt->shanghaiDate().iso()}, {"actor", merge->undoneBy}});
    }
    return std::move(*merge);
  }
  MC_ASSIGN(const auto subject, findSubject(context, text));
  MC_ASSIGN(auto merges, store::mergesOf(context.conn, subject.id));
  const bool everMerged = !merges.empty();
  std::erase_if(merges, [](const store::MergeRow& merge) { return merge.undoneAt.has_value(); });
  if (merges.empty()) {
    return base::fail("SUBJ-0066",
                      {{"subject", publicId('S', subject.id)}, {"past", everMerged ? "，以往的合并均已撤销" : ""}});
  }
  if (merges.size() > 1) {
    std::string ids;
    for (const auto& merge : merges) ids += (ids.empty() ? "" : "、") + publicId('M', merge.id);
    return base::fail("SUBJ-0067", {{"subject", publicId('S', subject.id)}, {"merges", ids}});
  }
  return std::move(merges.front());
}

base::Status unmergeSubjects(Context& context, const store::MergeRow& merge) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto now, store::getMerge(context.conn, merge.id));
  if (!now || now->undoneAt) {
    return base::fail("SUBJ-0065",
                      {{"merge", publicId('M', merge.id)},
                       {"date", now && now->undoneAt ? now->undoneAt->shanghaiDate().iso() : std::string()},
                       {"actor", now ? now->undoneBy : std::string()}});
  }
  MC_TRY(store::undoMerge(context.conn, merge, context.actor, context.clock.now()));
  const boost::json::object detail{{"merge", publicId('M', merge.id)}, {"loser", publicId('S', merge.loser)}};
  MC_TRY(journal(context, "subject.unmerge", publicId('S', merge.winner), boost::json::serialize(detail)));
  return transaction.commit();
}

}  // namespace medcredit::service
