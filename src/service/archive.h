// Reading archives (信用档案): one subject with everything that hangs on it, lists by region, the pool of supervision.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/context.h"
#include "service/record_view.h"
#include "store/subjects_archive.h"

namespace medcredit::service {

struct ArchiveQuery {
  std::optional<base::CivilDate> asOf;     ///< true on that day; default today
  std::optional<base::CivilDate> knownOn;  ///< as far as known at the end of that day; default all
  bool unmask = false;                     ///< show personal values in clear; kept in the journal
  std::string asUnit;                      ///< unit that asks: internal-only records show to their own unit only
  /// Nothing is masked and nothing left out: the caller narrows the archive with Discloser::archive before it leaves.
  bool raw = false;
  bool fields = false;  ///< records with their fields and the provenance of each
};

/// A basic-data item with its place in the window of the last three years.
struct ArchiveItem {
  store::ItemRow row;
  std::string groupLabel, itemLabel;
  bool outOfWindow = false;  ///< older than 近三年 (supervision reports, R-SUBJ-05)
};

struct Archive {
  store::SubjectRow subject;  ///< the winner when the asked subject was merged
  std::int64_t asked = 0;
  Moment moment;
  LifeView life;
  bool masked = false;
  std::vector<store::DatedText> names, identifiers;
  std::vector<std::string> categories;
  std::vector<store::RoleRow> roles;
  std::vector<store::AuthorityRow> authorities;
  std::vector<store::EventRow> events;
  std::vector<ArchiveItem> items;
  std::vector<store::MergeRow> merges;  ///< in force at the moment
  std::vector<std::int64_t> merged;     ///< other subjects on this archive
  std::vector<RecordView> records;
  std::size_t hiddenInternal = 0;  ///< internal-only records of other units, only counted
  /// Where names, codes and roles without a stamp of their own came from: the first record known of the subject.
  std::optional<Provenance> origin;
};

/// The archive of a subject, joined with the subjects merged into it. Spans that do not contain `asOf` are left out
/// when `asOf` was given; otherwise the history is shown whole. SUBJ-0030.
[[nodiscard]] base::Result<Archive> readArchive(Context& context, std::int64_t subjectId, const ArchiveQuery& query);

/// The archive as the acting person may see it (needs subject.read): narrowed by the disclosure policy, with the fields
/// of its records and the provenance of each; the read is evidence before it returns. `reveal` shows what is masked
/// where the declared purpose allows it, and needs subject.reveal. ACCS-0102, ACCS-0201, ACCS-0401.
[[nodiscard]] base::Result<Archive> openArchive(Context& context, std::int64_t subjectId, const ArchiveQuery& query,
                                                bool reveal = false);

/// One change between two days.
struct ArchiveDifference {
  std::string change;  ///< added, removed, changed
  std::string part;    ///< state, name, identifier, category, authority, role, item, event, record, clock
  std::string object;  ///< "R5" for records, else empty
  std::string words;   ///< in Chinese
};
struct ArchiveComparison {
  Archive before, after;
  std::vector<ArchiveDifference> differences;
};
/// What somebody who opened the archive at the end of each of the two days would have seen differently. SUBJ-0073 when
/// `from` is later than `to`; else as openArchive.
[[nodiscard]] base::Result<ArchiveComparison> compareArchive(Context& context, std::int64_t subjectId,
                                                             base::CivilDate from, base::CivilDate to);

struct SubjectFilter {
  std::string region;    ///< issuing authority or seat in or below this division; empty: all
  std::string category;  ///< id or label
  std::string state;     ///< stable name
  bool pool = false;     ///< only who is supervised: existing, and no government subject (R-SUBJ-09, 11)
};
struct ListedSubject {
  store::SubjectRow subject;
  std::string authorityUnit, authorityRegion;
  std::vector<std::string> categories;
};
/// Subjects by id. SUBJ-0008 unknown region, SUBJ-0007 unknown category, SUBJ-0014 unknown state.
[[nodiscard]] base::Result<std::vector<ListedSubject>> listSubjects(Context& context, const SubjectFilter& filter);

/// The subject and all subjects on the same archive at the moment, the winner first.
[[nodiscard]] base::Result<std::vector<std::int64_t>> archiveMembers(Context& context, std::int64_t subjectId,
                                                                     base::Instant knownUntil);

}  // namespace medcredit::service
