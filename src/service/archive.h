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
  /// Nothing is masked and nothing left out: the caller narrows the archive with Discloser::archive before it leaves.
  bool raw = false;
  std::string asUnit;  ///< unit that asks: internal-only records show to their own unit only
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
};

/// The archive of a subject, joined with the subjects merged into it. Spans that do not contain `asOf` are left out
/// when `asOf` was given; otherwise the history is shown whole. SUBJ-0030.
[[nodiscard]] base::Result<Archive> readArchive(Context& context, std::int64_t subjectId, const ArchiveQuery& query);

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
