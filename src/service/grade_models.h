// Life of grading models (R-EVAL-04): draft → analysed → tested → trial → in_force → withdrawn, three SM2 signatures of
// three roles over one digest. Each act is one transaction with its evidence entry. Errors are EVAL-00xx.
#pragma once

#include <array>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "grading/read.h"
#include "service/context.h"
#include "store/grade_models.h"

namespace medcredit::service {

/// Label of everything a demonstration brings forth.
inline constexpr std::string_view kDemonstration = "示范，非正式标准";
/// Share of mutants the tests must catch, per mille.
inline constexpr int kMutationPermille = 900;
/// Who signs; the permission is "grade.sign." + role.
inline constexpr std::array<std::string_view, 3> kSignatureRoles{"legal", "business", "statistics"};
[[nodiscard]] std::string_view signatureRoleLabel(std::string_view role);  ///< 法制, 业务, 统计
[[nodiscard]] std::string_view modelStateLabel(std::string_view state);    ///< 草案, 已分析 …

/// One test of the file that failed, or an error of it.
struct ModelTestFailure {
  std::string test, what;
};
struct ModelTests {
  int total = 0, passed = 0;
  std::vector<ModelTestFailure> failures;
  std::optional<int> mutationPermille;  ///< share of mutants caught; empty: not measured
  int mutants = 0, survivors = 0;
  std::vector<std::string> survivorNotes;
};
/// Share of mutants caught, per mille, or null.
[[nodiscard]] boost::json::value mutationScore(const ModelTests& tests);
/// What can be said of a text without keeping it.
struct ModelCheck {
  std::string model, title, edition, digest, kind;  ///< empty when the text cannot be read
  std::vector<grading::ModelFinding> findings;      ///< reading and analysis
  ModelTests tests;
  [[nodiscard]] bool clean() const;  ///< no error among the findings, all tests pass
};
/// Reads and analyses a text and runs its tests; with `mutation` also measures them. `forUse`: judged as a model in
/// use, which may lack nothing that a draft may.
[[nodiscard]] base::Result<ModelCheck> checkModelText(Context& context, std::string_view text,
                                                      std::string_view sourceName, bool mutation, bool forUse = false);

/// Reads a stored edition. EVAL-0001 unknown.
[[nodiscard]] base::Result<store::GradeModel> requireModel(Context& context, std::int64_t id);
/// By "G3", digest (or its first 8 digits at least), or "model@edition". EVAL-0001.
[[nodiscard]] base::Result<store::GradeModel> findModel(Context& context, std::string_view idOrName);
/// Bases for `extends` and reforms: stored editions, then the jurisdiction's files. The context must outlive it.
[[nodiscard]] grading::BaseLoader modelBases(Context& context);
/// Parses a stored edition; its bases are found in the store and among the jurisdiction's files.
[[nodiscard]] base::Result<grading::Model> openModel(Context& context, const store::GradeModel& row);

struct NewModel {
  std::string text, sourceName;
  bool demonstration = false;
};
/// Keeps a text as a draft. The first finding when it cannot be read; EVAL-0002 when this edition (same digest) is
/// there and no longer a draft. A draft with the same digest gets the new text (tests may have changed).
[[nodiscard]] base::Result<std::int64_t> addModel(Context& context, const NewModel& request);
/// The jurisdiction's own demonstration models as drafts; what is there already stays. Returns the new ones.
[[nodiscard]] base::Result<std::vector<std::int64_t>> loadDemonstrations(Context& context);

struct ModelStep {
  std::string to;                       ///< analysed, tested, trial, in_force, withdrawn
  std::optional<base::CivilDate> from;  ///< day of in_force or withdrawn; default today
  std::string reason;                   ///< of a withdrawal
};
/// EVAL-0001; EVAL-0003 step not possible from this state; EVAL-0004 findings in the way; EVAL-0005 tests in the way;
/// EVAL-0006 mutation score below 90 % (not asked of a demonstration); EVAL-0007 signatures missing; EVAL-0008 a
/// demonstration cannot come in force; EVAL-0009 no reason; EVAL-0010 a day that is past.
base::Status advanceModel(Context& context, std::int64_t id, const ModelStep& step);

struct SignatureRequest {
  std::int64_t modelId = 0;
  std::string role, digest;
  /// Own SM2 key: uncompressed point and signature over signatureStatement(), hex. Empty: the site's key attests the
  /// signed-in person.
  std::string publicKey, signature;
};
/// The text a person signs.
[[nodiscard]] std::string signatureStatement(const store::GradeModel& model, std::string_view role,
                                             std::string_view actor);
/// EVAL-0011 unknown role, EVAL-0012 another digest than the edition's, EVAL-0013 this role or person has signed,
/// EVAL-0014 the signature does not verify, EVAL-0015 not tested yet.
base::Status signModel(Context& context, const SignatureRequest& request);

/// The edition that grades subjects of this kind on a day: in force, else on trial. Empty: none.
[[nodiscard]] base::Result<std::vector<store::GradeModel>> modelsInUse(Context& context, base::CivilDate on);

}  // namespace medcredit::service
