// Commitments and their fulfilment (信用承诺与践诺, R-COMM-01…15). A letter is rendered from its template, signed, and
// becomes a case of the procedure "commitment"; what follows from its steps is in effects_commitment.cpp. Errors are
// COMM-*; those of the case itself WFLW-* and CASE-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/context.h"
#include "store/commitments.h"

namespace medcredit::service {

inline constexpr std::string_view kCommitmentOpen = "履行中";
inline constexpr std::string_view kCommitmentKept = "已履行";
inline constexpr std::string_view kCommitmentPartly = "部分履行";
inline constexpr std::string_view kCommitmentBroken = "未履行";
inline constexpr std::string_view kCommitmentWithdrawn = "已撤回";
inline constexpr std::string_view kCommitmentEnded = "已终止";

/// What is to be promised.
struct LetterRequest {
  std::string letter;  ///< id of the template; empty: that of the item
  std::string item;    ///< of the list of items for notice and commitment; may be empty
  std::int64_t subjectId = 0;
  std::string unit;                  ///< accepting unit
  std::string matter;                ///< 承诺事由; the item's name when empty
  std::vector<std::string> missing;  ///< papers that follow later (容缺)
};
/// The text to be signed, byte for byte, with the days it holds.
struct RenderedLetter {
  std::string text;
  std::string digest;  ///< SM3
  base::CivilDate madeOn, validTo;
  std::vector<store::ObligationRow> obligations;
};
/// COMM-0001 unknown letter, COMM-0002 unknown item or one of another letter, COMM-0003 not for this kind of subject,
/// COMM-0004 not for this category, COMM-0005 papers that must not be missing, COMM-0006 no matter, STOR-0021 unit,
/// COMM-0014 the subject was merged or has ended.
[[nodiscard]] base::Result<RenderedLetter> renderLetter(Context& context, const LetterRequest& request);

struct NewCommitment {
  LetterRequest letter;
  std::string signer;                      ///< name of who signed
  std::string how;                         ///< sm2, platform, paper
  std::string publicKey;                   ///< sm2: uncompressed point, base64
  std::string signature;                   ///< sm2: over the text, base64
  std::string scan;                        ///< paper: uploaded file ("F7")
  std::string authority;                   ///< power of attorney of an agent: uploaded file
  std::string education;                   ///< edition of the credit education material that was shown
  std::string externalSystem, externalId;  ///< the letter's id in the licence system (R-COMM-04)
  std::string remark;
  std::string key;                    ///< idempotency
  std::vector<std::int64_t> records;  ///< the licence given on the strength of it
  std::string supervision;            ///< unit that checks first; the accepting one when empty
};
struct CommitmentDone {
  std::int64_t id = 0, caseId = 0;
  std::string caseNumber;
  bool known = false;  ///< the licence system had sent it before
};
/// Opens the case. As renderLetter; COMM-0007 credit education not recorded or of another edition, COMM-0008 no valid
/// signature, COMM-0009 the signer does not hold the role, COMM-0010 only an electronic signature counts here,
/// COMM-0011 no scan, COMM-0015 the licence system sent another letter under that id.
[[nodiscard]] base::Result<CommitmentDone> makeCommitment(Context& context, const NewCommitment& request);

/// What is found before a breach is decided: which promises, and what the subject is held to.
struct Finding {
  std::vector<std::string> obligations;  ///< codes of those not kept
  std::string unfulfilled;               ///< 未履行的承诺内容
  std::string accountability;            ///< 违诺责任追究内容
  bool untrue = false;                   ///< the promise was false from the start: the licence is withdrawn
};
/// Kept for the decision. COMM-0012 without content or accountability, COMM-0013 no such obligation, COMM-0016 not
/// while the case is in this state.
base::Status noteFinding(Context& context, std::int64_t commitmentId, const Finding& finding);

/// A verdict on single promises during a check.
struct Verdict {
  std::string obligation;
  bool kept = false;
  std::string note;
};
/// COMM-0013, COMM-0017 decided already.
base::Status noteVerdicts(Context& context, std::int64_t commitmentId, const std::vector<Verdict>& verdicts);

struct CommitmentView {
  store::CommitmentRow row;
  std::string subjectName, subjectKind, subjectCode, unitName, unitCode, letterTitle;
  std::string matter, text, liability, remark, unfulfilled, accountability;
  std::vector<std::string> missing;
  std::vector<store::ObligationRow> obligations;
  std::string caseNumber, caseState;
  bool signatureValid = false;  ///< checked anew against the stored text
};
/// Within the scope of the actor: units for staff, own subjects for a subject. ACCS-0401 otherwise.
[[nodiscard]] base::Result<CommitmentView> showCommitment(Context& context, std::int64_t id);
/// Newest first.
[[nodiscard]] base::Result<std::vector<CommitmentView>> findCommitments(Context& context,
                                                                        store::CommitmentFilter filter);
/// What everybody may see: organisations' letters of the publicity "社会公开" with their state (R-COMM-13).
[[nodiscard]] base::Result<std::vector<CommitmentView>> publicCommitments(Context& context,
                                                                          std::optional<std::int64_t> before,
                                                                          std::int64_t limit);
/// 14 fields of the commitment or of its fulfilment, in the order of the annex (R-COMM-01, 02). The second is empty
/// while nothing was found.
using FieldList = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] FieldList commitmentFields(const CommitmentView& view);
[[nodiscard]] FieldList fulfilmentFields(const CommitmentView& view);

/// Progress of the items for notice and commitment (R-COMM-06): letters by item.
struct ItemProgress {
  std::string id, name;
  bool notice = false;
  std::int64_t letters = 0;
};
[[nodiscard]] base::Result<std::vector<ItemProgress>> itemProgress(Context& context);

/// 政务信用承诺 of the actor's unit. COMM-0001, COMM-0006, COMM-0018 not a letter of a unit.
[[nodiscard]] base::Result<store::PledgeRow> makePledge(Context& context, const std::string& letter,
                                                        const std::string& unit, const std::string& matter);

}  // namespace medcredit::service
