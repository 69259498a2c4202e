// The one catalogue of error and finding texts: code -> Chinese text, cause, basis, remedy.
//
// Each area keeps its table in src/domain/messages/<area>.cpp; a test fails when a code used anywhere in src/ has no
// text, when a text is used by no code, or when a placeholder is bound to no argument.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace medcredit::domain {

/// One row of the catalogue. Placeholders are written {name} and filled from Error::args.
struct Message {
  std::string_view code;  ///< "COLL-0007"
  std::string_view text;  ///< what is wrong, one plain Chinese sentence
  std::string_view basis;  ///< article or standard; "默认值（依据未规定）" where the law is silent; may be empty for
                           ///< technical errors
  std::string_view remedy;  ///< how to fix it, one plain Chinese sentence
};

/// Tables of the areas, defined in messages/*.cpp.
[[nodiscard]] std::span<const Message> fileMessages();        ///< FILE-*: file forms and encodings
[[nodiscard]] std::span<const Message> collectMessages();     ///< COLL-*: headers, rows, batches
[[nodiscard]] std::span<const Message> rowMessages();         ///< COLL-01xx: what the row validator finds
[[nodiscard]] std::span<const Message> identifierMessages();  ///< IDEN-*
[[nodiscard]] std::span<const Message> profileMessages();     ///< PROF-*: jurisdictions data
[[nodiscard]] std::span<const Message> storeMessages();       ///< STOR-*
[[nodiscard]] std::span<const Message> subjectMessages();     ///< SUBJ-*: subjects, roles, merge
[[nodiscard]] std::span<const Message> recordMessages();      ///< RECD-*: records, classification, terms
[[nodiscard]] std::span<const Message> publishMessages();     ///< PUBL-*: publicity, exports
[[nodiscard]] std::span<const Message> qualityMessages();     ///< QUAL-*: register, nil reports, rates
[[nodiscard]] std::span<const Message> workdayMessages();     ///< WORK-*
[[nodiscard]] std::span<const Message> cryptoMessages();      ///< CRYP-*: keys, envelopes
[[nodiscard]] std::span<const Message> evidenceMessages();    ///< EVID-*: evidence log, proofs, backups
[[nodiscard]] std::span<const Message> accessMessages();      ///< ACCS-*: identity, sessions, roles, scope
[[nodiscard]] std::span<const Message> disclosureMessages();  ///< DISC-*: purposes, authorisations, bulk exports
[[nodiscard]] std::span<const Message> httpMessages();        ///< HTTP-*: requests that cannot be served
[[nodiscard]] std::span<const Message> gradingMessages();     ///< GRAD-00..03: grading models
[[nodiscard]] std::span<const Message> jobMessages();         ///< JOBS-*: background work
[[nodiscard]] std::span<const Message> workflowMessages();    ///< PROC-*: procedures data; WFLW-*: cases
[[nodiscard]] std::span<const Message> evaluationMessages();  ///< EVAL-*: models, runs and grades of credit evaluation
[[nodiscard]] std::span<const Message> samplingMessages();    ///< SAMP-*: draws for inspection
[[nodiscard]] std::span<const Message> paperMessages();       ///< PAPR-*: papers and their templates
[[nodiscard]] std::span<const Message> repairMessages();      ///< REPR-*: credit repair
[[nodiscard]] std::span<const Message>
commitmentMessages();                                  ///< COMM-*, LIST-*, SEAL-*: commitments, lists, closed archive
[[nodiscard]] std::span<const Message> cliMessages();  ///< CLI-*: usage

/// Row for a code, or nullptr.
[[nodiscard]] const Message* findMessage(std::string_view code);
/// All rows of all areas.
[[nodiscard]] std::span<const Message> allMessages();

/// The message with its placeholders filled: text only.
[[nodiscard]] std::string renderText(const base::Error& error);
/// Basis and remedy, filled in the same way; empty when the code has none.
[[nodiscard]] std::string renderBasis(const base::Error& error);
[[nodiscard]] std::string renderRemedy(const base::Error& error);
/// What the code means in general: its text with "…" in place of what differs from case to case.
[[nodiscard]] std::string summaryText(std::string_view code);
/// For people: "COLL-0007 place：text 依据：basis。处理：remedy".
[[nodiscard]] std::string render(const base::Error& error);

}  // namespace medcredit::domain
