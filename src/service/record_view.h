// A record as an archive shows it: the version that counts on a day, its class, its three clocks and its uses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/penalty_severity.h"
#include "domain/record.h"
#include "domain/subject.h"
#include "domain/terms.h"
#include "service/context.h"
#include "service/entry_fields.h"
#include "store/record_marks.h"

namespace medcredit::service {

/// The two times of a question: what was true on `asOf`, as far as we knew at `knownUntil`.
struct Moment {
  base::CivilDate asOf;
  base::Instant knownUntil;
};
/// "All we know", for questions that do not go back in knowledge.
inline constexpr base::Instant kEverKnown{INT64_MAX};
/// Last microsecond of a civil day in Shanghai.
[[nodiscard]] base::Instant endOfDay(base::CivilDate day);

/// Where a record came from (可溯).
struct Provenance {
  std::string unitId, unitName, channel, fileName, actor;
  std::optional<std::int64_t> batchId, fileRow;
  base::Instant knownAt;
};

[[nodiscard]] Provenance provenanceOf(const store::ArchiveRow& row);

/// A version of a record with its payload taken apart.
struct VersionRow : store::ArchiveRow {
  std::shared_ptr<const EntryFields> fields;
  std::vector<std::string> values;  ///< by the order of the fields
};
/// Versions of the subject's records known up to `knownUntil`, by record and version.
[[nodiscard]] base::Result<std::vector<VersionRow>> versionsOf(Context& context, std::int64_t subjectId,
                                                               base::Instant knownUntil);
/// All versions of one record.
[[nodiscard]] base::Result<std::vector<VersionRow>> versionsOfRecord(Context& context, std::int64_t recordId);

/// A field with the version that brought its present value: who is answerable for it, and under which clause. The views
/// live as long as the record they stand in and the jurisdiction.
struct FieldStory {
  std::string_view id, name;
  std::string_view role;  ///< stable name of the field's role
  std::string value;
  bool masked = false;
  std::int64_t version = 0;
  std::string_view clause;  ///< rule that asks for the field
  std::size_t source = 0;   ///< index into RecordView::sources
};

struct RecordView {
  std::int64_t id = 0, subjectId = 0, version = 0;
  std::string entry, entryName, documentNo, decidedOn, state, versionKind, publicity, severity, moment;
  domain::InfoClass info = domain::InfoClass::kBasic;
  domain::Nature nature = domain::Nature::kNeutral;
  std::string kindCode, kindLabel, localClass;
  bool continuing = false, internalOnly = false, counts = true, disputed = false, repaired = false;
  std::string endedOn, dishonestyLevel, releasedOn;
  std::string statement;  ///< what the subject says about it, where the office let it stand beside the record
  std::optional<domain::SeverityProposal> proposal;  ///< where no severity is stated
  domain::RecordTerms terms;
  std::array<domain::Applicability, domain::kUses.size()> uses;
  bool archived = false;  ///< record period over: kept in the closed archive, used for nothing
  Provenance provenance;
  std::vector<FieldStory> fields;   ///< only in archives read with their fields (service/archive.h)
  std::vector<Provenance> sources;  ///< where the fields came from
  std::vector<std::shared_ptr<const EntryFields>> definitions;  ///< what the fields' views look into

  [[nodiscard]] const Provenance& sourceOf(const FieldStory& field) const { return sources.at(field.source); }
};

/// State of a subject on a day, replayed from its events.
struct LifeView {
  domain::SubjectState state = domain::SubjectState::kActive;
  std::string since;
  std::optional<base::CivilDate> endedOn;
};
[[nodiscard]] base::Result<LifeView> lifeOf(Context& context, std::int64_t subjectId, domain::SubjectKind kind,
                                            const Moment& moment);

/// Builds the view from the versions of one record known at the moment (oldest first, at least one). Empty when the
/// record was not yet true on that day or never should have been (void).
[[nodiscard]] base::Result<std::optional<RecordView>> viewRecord(Context& context, std::span<const VersionRow> versions,
                                                                 const LifeView& life, const Moment& moment);

/// Codes of a list of the jurisdiction; RECD-0002 when it has none.
[[nodiscard]] base::Result<std::vector<std::string>> codesOf(const Context& context, std::string_view listId);
/// Code of an item given by code or label; empty when the list does not hold it.
[[nodiscard]] std::string codeFor(const Context& context, std::string_view listId, std::string_view codeOrLabel);
/// Label of a code, the code itself when unknown.
[[nodiscard]] std::string labelFor(const Context& context, std::string_view listId, std::string_view code);

}  // namespace medcredit::service
