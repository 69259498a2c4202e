// Letters of commitment in the store with what was promised by when, and the authority's own pledges. What a letter
// says lies sealed under the key of its subject. Writing functions run inside the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/conn.h"

namespace medcredit::store {

struct CommitmentRow {
  std::int64_t id = 0;
  std::optional<std::int64_t> caseId;
  std::string openingKey;  ///< of the command that opens the case
  std::int64_t subjectId = 0;
  std::string unitId, letter, letterVersion, letterDigest, type, item, madeOn, validTo, publicity;
  bool market = false;
  std::string externalKey, education, signedHow, signer, digest;
  std::string state;  ///< 履行中, 已履行, 部分履行, 未履行, 已撤回, 已终止
  std::string foundOn, foundBy;
  std::optional<std::int64_t> recordId, fulfilmentRecordId;
  std::string detail;  ///< JSON, in clear: sealed here
  std::string actor;
  base::Instant recordedAt;
};

struct ObligationRow {
  std::int64_t commitmentId = 0, no = 0;
  std::string code, text, dueOn;
  bool missing = false;
  std::string state;  ///< open, kept, doubted, broken
  std::string decidedOn, note;
};

/// Gives the letter its id. STOR-0006 when its key is taken.
base::Status insertCommitment(Conn& conn, CommitmentRow& row, const std::vector<ObligationRow>& obligations);
[[nodiscard]] base::Result<std::optional<CommitmentRow>> commitment(Conn& conn, std::int64_t id);
[[nodiscard]] base::Result<std::optional<CommitmentRow>> commitmentOfCase(Conn& conn, std::int64_t caseId);
[[nodiscard]] base::Result<std::optional<CommitmentRow>> commitmentByOpening(Conn& conn, std::string_view key);
[[nodiscard]] base::Result<std::optional<CommitmentRow>> commitmentByExternal(Conn& conn, std::string_view key);
base::Status setCommitmentCase(Conn& conn, std::int64_t id, std::int64_t caseId);
/// New state with the finding; writes `detail` anew.
base::Status setCommitmentState(Conn& conn, const CommitmentRow& row);

struct CommitmentFilter {
  std::optional<std::vector<std::string>> units;  ///< an empty list shows nothing
  std::optional<std::int64_t> subjectId, before;
  std::string state;
  bool publicOnly = false;  ///< of organisations, to be shown to everybody
  std::string publicWord;   ///< value of the publicity column that means so
  std::int64_t limit = 50;
};
/// Newest first.
[[nodiscard]] base::Result<std::vector<CommitmentRow>> listCommitments(Conn& conn, const CommitmentFilter& filter);

[[nodiscard]] base::Result<std::vector<ObligationRow>> obligationsOf(Conn& conn, std::int64_t commitmentId);
base::Status setObligation(Conn& conn, const ObligationRow& row);

/// A case that another one brought about.
struct CaseLink {
  std::int64_t caseId = 0, parentId = 0;
  std::string kind;
};
base::Status linkCases(Conn& conn, const CaseLink& link);
[[nodiscard]] base::Result<std::optional<CaseLink>> parentOf(Conn& conn, std::int64_t caseId);
[[nodiscard]] base::Result<std::vector<CaseLink>> childrenOf(Conn& conn, std::int64_t parentId);

struct InspectionRaise {
  std::int64_t id = 0, subjectId = 0, caseId = 0;
  std::string fromOn, reason;
};
base::Status raiseInspection(Conn& conn, const InspectionRaise& raise);
/// Those whose case is not closed yet.
[[nodiscard]] base::Result<std::vector<InspectionRaise>> inspectionRaises(Conn& conn, std::int64_t subjectId);

/// 政务信用承诺 of a unit: every version stays.
struct PledgeRow {
  std::int64_t id = 0;
  std::string unitId, letter;
  std::int64_t version = 0;
  std::string matter, content, madeOn, validTo, digest, actor;
  base::Instant recordedAt;
};
/// Gives it its id and the next version of this unit's letter.
base::Status insertPledge(Conn& conn, PledgeRow& row);
/// The latest version of every letter, by unit and letter; with `all` every version.
[[nodiscard]] base::Result<std::vector<PledgeRow>> pledges(Conn& conn, bool all);

}  // namespace medcredit::store
