// Classification as audited acts (R-CLASS-01…11) and the release of records whose period is over (R-RET-03). Each act
// is one transaction with a journal line on the record ("R5"), subject ("S7") or list type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "domain/classification.h"
#include "service/context.h"
#include "service/record_view.h"
#include "store/record_marks.h"

namespace medcredit::service {

/// RECD-0017 at `place` (the field) when the day lies ahead.
[[nodiscard]] base::Status notFuture(const Context& context, base::CivilDate day, std::string_view place);

struct ClassifyRequest {
  std::int64_t recordId = 0;
  std::string info;      ///< name, label or the jurisdiction's own word (负面, 失信 …)
  std::string kind;      ///< code or label of the class's list
  std::string activity;  ///< for public-benefit activities
  std::string issuer;    ///< level of the commending body: 县级 …
  std::string severity;  ///< minor, general, serious; empty keeps it
  std::string reason;
};
/// Changes the class of a record. RECD-0003 no such record, RECD-0004 not live, RECD-0005 unknown class, RECD-0006 no
/// reason, RECD-0007 nothing would change, RECD-0008 unknown severity, RECD-0010..0014 as domain::checkClass, RECD-0030
/// a complaint that is neither verified nor meets the threshold cannot become negative, RECD-0025 reference information
/// is never public, so a published record is taken down first (a waiting one stops waiting).
base::Status classify(Context& context, const ClassifyRequest& request);

/// Conduct that goes on, or its end (R-CLASS-09). RECD-0015 not negative, RECD-0016 end before the decision, RECD-0017
/// end in the future.
base::Status setConduct(Context& context, std::int64_t recordId, bool continuing,
                        std::optional<base::CivilDate> endedOn);

/// Collection moment (R-CAT-11): code or label of collection-moments. RECD-0018 unknown.
base::Status tagMoment(Context& context, std::int64_t recordId, const std::string& moment);

/// Internal-only from now on (R-CAT-12): leaves every outward way. RECD-0019 while it is published. Lifting the mark
/// does not make the record public again.
base::Status setInternalOnly(Context& context, std::int64_t recordId, bool internalOnly);

struct RecogniseRequest {
  std::int64_t recordId = 0;
  std::string level, ruleId, clause, listType;
  std::optional<base::CivilDate> on;
};
/// Recognition as dishonest conduct. RECD-0020..0023 as domain::checkDishonesty, RECD-0024 unknown list type,
/// RECD-0017.
base::Status recognise(Context& context, const RecogniseRequest& request);

/// Review of a self-inspection by the authority. RECD-0031 no reviewer, RECD-0032 the record needs no review, RECD-0033
/// reviewed already.
base::Status review(Context& context, std::int64_t recordId, const std::string& reviewer, base::CivilDate on,
                    const std::string& opinion);

/// Another record period by statute. RECD-0001, RECD-0034 statute not in the basis register.
base::Status overrideRetention(Context& context, std::int64_t recordId, const std::string& retention,
                               const std::string& statute);

/// A type of serious-dishonesty list. RECD-0040 no basis document, RECD-0041 not in the register, RECD-0042 not
/// national, RECD-0043 id taken or empty.
base::Status createListType(Context& context, const std::string& id, const std::string& name,
                            const std::string& basisDocument);

struct ScoreRequest {
  std::int64_t subjectId = 0;
  base::Decimal6 points;
  base::CivilDate on;
  std::string item, basis;
};
/// Notes bad-practice points and returns the sum of their cycle. RECD-0050 not positive, RECD-0051 no item, RECD-0017.
[[nodiscard]] base::Result<domain::CycleSum> addScore(Context& context, const ScoreRequest& request);
[[nodiscard]] base::Result<domain::CycleSum> scoreSum(Context& context, std::int64_t subjectId, base::CivilDate on);

struct ComplaintRequest {
  std::int64_t subjectId = 0;
  base::CivilDate on;
  std::string channel, matter;
  std::optional<std::int64_t> recordId;  ///< the record that carries it, of class basic or reference
};
/// RECD-0052 no matter, RECD-0053 record of another subject, RECD-0017.
[[nodiscard]] base::Result<std::int64_t> addComplaint(Context& context, const ComplaintRequest& request);
/// Verified or unfounded. Returns true when the subject's complaints now meet item (十七). RECD-0054 unknown complaint,
/// RECD-0055 decided already, RECD-0056 neither verified nor unfounded.
[[nodiscard]] base::Result<bool> decideComplaint(Context& context, std::int64_t complaintId, const std::string& state,
                                                 bool consequence);
/// True when the subject's complaints meet item (十七) of the negative kinds on that day.
[[nodiscard]] base::Result<bool> complaintsNegative(Context& context, std::int64_t subjectId, base::CivilDate on);

/// Releases the records whose record period is over today and returns them; again on the same day nothing changes.
[[nodiscard]] base::Result<std::vector<std::int64_t>> releaseExpired(Context& context);

/// Live records of a class by kind code, every code of the list shown (R-CLASS-05).
[[nodiscard]] base::Result<std::vector<store::CodeCount>> reportByKind(Context& context, domain::InfoClass info);
/// Live records by collection moment and level of the supplying unit: 省级, 市级, 县级 or empty (R-CAT-11).
[[nodiscard]] base::Result<std::vector<store::CodeCount>> reportByMoment(Context& context);

}  // namespace medcredit::service
