// Papers (文书): issued from templates with a number without gap, a digest and an SM2 signature; shown as PDF and page;
// superseded, revoked, served and verified (R-DOC-01…16, docs/papers.md). Errors: PAPR-*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/fill.h"
#include "service/context.h"
#include "store/papers.h"

namespace medcredit::service {

struct PaperOrder {
  std::string paper;  ///< id of the template: "repair-refused"
  std::string key;    ///< of the order: the same key issues one paper; empty: always a new one
  std::optional<std::int64_t> subjectId, recordId;
  std::string caseId;  ///< public id "C7"; empty: no case
  std::string unitId;  ///< unit that issues it; empty: the authority of the jurisdiction
  /// Fields of the template; names it does not have are refused (PAPR-0016).
  papers::Values values;
  /// What is known besides: taken where the template has such a field, left aside otherwise.
  papers::Values facts;
};

struct IssuedPaper {
  std::int64_t id = 0;
  std::string number;  ///< empty: not numbered
  std::string code, title;
  bool replayed = false;  ///< issued for this key before
};

/// Issues a paper inside the caller's transaction. Fields with a source (subject.name, record.number …) are looked up
/// when no value is given. PAPR-0010 no such template, PAPR-0011…0016 from filling.
[[nodiscard]] base::Result<IssuedPaper> issuePaper(Context& context, const PaperOrder& order);
/// As above in its own transaction.
[[nodiscard]] base::Result<IssuedPaper> issuePaperNow(Context& context, const PaperOrder& order);
/// Takes the place of one that is current: both name each other (PAPR-0022 otherwise). Own transaction.
[[nodiscard]] base::Result<IssuedPaper> supersedePaper(Context& context, std::int64_t old, const PaperOrder& order,
                                                       std::string_view reason);
/// Takes a current paper back without successor. PAPR-0027 without a reason. Own transaction.
base::Status revokePaper(Context& context, std::int64_t id, std::string_view reason);

/// A paper as kept, its signature checked. PAPR-0020 none, PAPR-0021 content and signature disagree.
struct KeptPaper {
  store::PaperRow row;
  papers::Document document;
  std::string content;
  std::string successor;  ///< number or title of the one that took its place
};
[[nodiscard]] base::Result<KeptPaper> keptPaper(Context& context, std::int64_t id);
/// The paper if the actor may see it: staff of the unit in scope with paper.read, a subject its own; ACCS-0401
/// otherwise.
[[nodiscard]] base::Result<KeptPaper> requirePaper(Context& context, std::int64_t id);
/// Narrows a list to what the actor may see.
[[nodiscard]] base::Result<store::PaperFilter> visiblePapers(Context& context, store::PaperFilter filter);

/// The file, with the signed content inside. The same paper in the same state gives the same bytes.
[[nodiscard]] base::Result<std::string> paperFile(Context& context, const KeptPaper& paper);
[[nodiscard]] std::string paperPage(const KeptPaper& paper);
/// The signed content with its signatures as a JSON document: what the file carries, for checks without the file.
[[nodiscard]] base::Result<std::string> paperEnvelope(Context& context, const KeptPaper& paper);
/// Why it does not count any more; empty: it counts.
[[nodiscard]] std::string paperBanner(const KeptPaper& paper);

/// What anybody may learn of a paper by its code: nothing personal.
struct PaperStanding {
  std::string code, title, number, issuedOn, organ, digest, state, successor;
};
/// Empty when there is no such code.
[[nodiscard]] base::Result<std::optional<PaperStanding>> paperByCode(Context& context, std::string_view code);
/// The paper a file belongs to: one that was made here byte for byte. Empty when there is none.
[[nodiscard]] base::Result<std::optional<PaperStanding>> paperByFile(Context& context, std::string_view bytes);
/// … or a file with this SM3 digest.
[[nodiscard]] base::Result<std::optional<PaperStanding>> paperByDigest(Context& context, std::string_view digest);

/// Ways a paper may be served.
[[nodiscard]] std::vector<std::string_view> deliveryWays();
struct DeliverPaper {
  std::int64_t paperId = 0;
  std::string way, receiver;
  base::CivilDate on;
};
/// Notes that a paper was sent or handed over. PAPR-0022 when it is not current, PAPR-0024 unknown way, PAPR-0026 day
/// before the paper's or after today. Own transaction; the delivery with its number.
[[nodiscard]] base::Result<store::PaperDelivery> deliverPaper(Context& context, const DeliverPaper& request);
/// The receipt (送达回证), or why it failed. PAPR-0025, PAPR-0026. Own transaction.
base::Status confirmDelivery(Context& context, std::int64_t paperId, std::int64_t deliveryId, bool arrived,
                             base::CivilDate on, std::string_view proof);

}  // namespace medcredit::service
