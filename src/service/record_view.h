// A record as an archive shows it: the version that counts on a day, its class, its three clocks and its uses.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "domain/penalty_severity.h"
#include "domain/record.h"
#include "domain/subject.h"
#include "domain/terms.h"
#include "service/context.h"
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

/// A field with the version that brought its present value: who is answerable for it, and under which clause.
struct FieldStory {
  std::string id, name, value;
  std::string role;  ///< stable name of the field's role
  bool masked = false;
  std::int64_t version = 0;
  std::string clause;  ///< rule that asks for the field
  Provenance provenance;
};

struct RecordView {
  std::int64_t id = 0, subjectId = 0, version = 0;
  std::string entry, entryName, documentNo, decidedOn, state, versionKind, publicity, severity, moment;
  domain::InfoClass info = domain::InfoClass::kBasic;
  domain::Nature nature = domain::Nature::kNeutral;
  std::string kindCode, kindLabel, localClass;
  bool continuing = false, internalOnly = false, counts = true;
  std::string endedOn, dishonestyLevel, releasedOn;
  std::optional<domain::SeverityProposal> proposal;  ///< where no severity is stated
  domain::RecordTerms terms;
  std::array<domain::Applicability, domain::kUses.size()> uses;
  bool archived = false;  ///< record period over: kept in the closed archive, used for nothing
  Provenance provenance;
  std::vector<FieldStory> fields;  ///< only in archives read with their fields (service/archive.h)
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
[[nodiscard]] base::Result<std::optional<RecordView>> viewRecord(Context& context,
                                                                 std::span<const store::ArchiveRow> versions,
                                                                 const LifeView& life, const Moment& moment);

/// Codes of a list of the jurisdiction; RECD-0002 when it has none.
[[nodiscard]] base::Result<std::vector<std::string>> codesOf(const Context& context, std::string_view listId);
/// Code of an item given by code or label; empty when the list does not hold it.
[[nodiscard]] std::string codeFor(const Context& context, std::string_view listId, std::string_view codeOrLabel);
/// Label of a code, the code itself when unknown.
[[nodiscard]] std::string labelFor(const Context& context, std::string_view listId, std::string_view code);

}  // namespace medcredit::service
