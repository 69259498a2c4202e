#include "service/grade_models.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "base/yaml.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "service/evidence.h"
#include "service/grade_engine.h"

namespace medcredit::service {

using base::CivilDate;
namespace json = boost::json;

namespace {

constexpr auto kStates =
    std::to_array<std::string_view>({"draft", "analysed", "tested", "trial", "in_force", "withdrawn"});

std::string fromHex(std::string_view hex) {
  std::string out;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (digit(hex[i]) < 0 || digit(hex[i + 1]) < 0) return {};
    out += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return hex.size() % 2 == 0 ? out : std::string();
}

/// "model@edition" of a text; empty when it cannot be read.
std::string nameOf(const std::string& text, const std::string& source) {
  const auto node = base::readYamlText(text, source);
  if (!node.ok() || !node->isMap()) return {};
  const auto model = node->get("model");
  const auto edition = node->get("edition");
  return model && edition ? model->text() + "@" + edition->text() : std::string();
}

json::object checksJson(const ModelCheck& check) {
  return {{"findings", check.findings.size()},  {"tests", check.tests.total},
          {"passed", check.tests.passed},       {"mutants", check.tests.mutants},
          {"survivors", check.tests.survivors}, {"mutationPermille", mutationScore(check.tests)}};
}

base::Status keepStep(Context& context, store::GradeModel& row, const ModelStep& step, const json::object& detail) {
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  row.state = step.to;
  MC_TRY(store::updateGradeModel(context.conn, row));
  MC_TRY(store::insertGradeModelStep(
      context.conn, {0, row.id, step.to, context.clock.now(), context.actor, json::serialize(detail)}));
  MC_TRY(journal(context, "grade-model." + step.to, publicId('G', row.id),
                 json::serialize(json::object{{"digest", row.digest}, {"detail", detail}})));
  return transaction.commit();
}

const grading::ModelFinding* firstError(const ModelCheck& check) {
  for (const auto& finding : check.findings) {
    if (finding.severity == grading::ModelFinding::Severity::kError) return &finding;
  }
  return nullptr;
}

base::Status mayAdvance(Context& context, store::GradeModel& row, const ModelStep& step, ModelCheck& check) {
  const bool demonstration = !row.label.empty();
  if (step.to == "analysed" || step.to == "tested") {
    const bool mutation = step.to == "tested";
    // What a draft may still lack stands in the way of everything but a demonstration: that is what its label says.
    MC_ASSIGN(check, checkModelText(context, row.source, row.model + ".yaml", mutation, !demonstration));
    if (const auto* error = firstError(check)) {
      return base::fail("EVAL-0004", {{"place", error->place()}, {"code", error->code}, {"finding", error->message}});
    }
    if (!mutation) return {};
    if (check.tests.total == 0 || check.tests.passed < check.tests.total) {
      const auto* first = check.tests.failures.empty() ? nullptr : &check.tests.failures.front();
      return base::fail("EVAL-0005", {{"passed", std::to_string(check.tests.passed)},
                                      {"total", std::to_string(check.tests.total)},
                                      {"first", first != nullptr ? first->test + "：" + first->what : "没有测试"}});
    }
    if (!demonstration && check.tests.mutationPermille.value_or(0) < kMutationPermille) {
      return base::fail("EVAL-0006", {{"score", std::to_string(check.tests.mutationPermille.value_or(0) / 10)},
                                      {"survivors", std::to_string(check.tests.survivors)}});
    }
    return {};
  }
  if (step.to == "trial" || step.to == "in_force") {
    if (step.to == "in_force" && demonstration) return base::fail("EVAL-0008", {{"label", row.label}});
    if (demonstration) return {};
    MC_ASSIGN(const auto signatures, store::gradeSignatures(context.conn, row.id));
    if (signatures.size() < kSignatureRoles.size()) {
      std::string missing;
      for (const auto role : kSignatureRoles) {
        const bool there =
            std::any_of(signatures.begin(), signatures.end(), [role](const auto& one) { return one.role == role; });
        if (!there) missing += (missing.empty() ? "" : "、") + std::string(signatureRoleLabel(role));
      }
      return base::fail("EVAL-0007", {{"missing", missing}});
    }
  }
  return {};
}

}  // namespace

grading::BaseLoader modelBases(Context& context) {
  return [&context](std::string_view name) -> base::Result<grading::BaseText> {
    MC_ASSIGN(const auto stored, store::listGradeModels(context.conn));
    for (const auto& row : stored) {
      if (row.model + "@" + row.edition != name) continue;
      MC_ASSIGN(const auto whole, store::gradeModel(context.conn, row.id));
      if (whole) return grading::BaseText{whole->source, publicId('G', row.id)};
    }
    for (const auto& file : context.law.grading.models) {
      if (nameOf(file.text, file.name) == name) return grading::BaseText{file.text, file.name};
    }
    return base::fail("EVAL-0001", {{"model", std::string(name)}});
  };
}

json::value mutationScore(const ModelTests& tests) {
  return tests.mutationPermille ? json::value(*tests.mutationPermille) : json::value(nullptr);
}

std::string_view signatureRoleLabel(std::string_view role) {
  return role == "legal" ? "法制" : role == "business" ? "业务" : role == "statistics" ? "统计" : role;
}

std::string_view modelStateLabel(std::string_view state) {
  static constexpr std::array<std::string_view, 6> kLabels{"草案", "已分析", "已测试", "试行", "生效", "已撤回"};
  const auto at = std::find(kStates.begin(), kStates.end(), state);
  return at == kStates.end() ? state : kLabels[static_cast<std::size_t>(at - kStates.begin())];
}

bool ModelCheck::clean() const {
  return !digest.empty() && firstError(*this) == nullptr && tests.passed == tests.total;
}

base::Result<ModelCheck> checkModelText(Context& context, std::string_view text, std::string_view sourceName,
                                        bool mutation, bool forUse) {
  ModelCheck check;
  auto read = grading::readModel(text, std::string(sourceName), modelBases(context));
  check.findings = read.findings.all();
  if (!read.model) return check;
  check.model = read.model->model;
  check.title = read.model->title;
  check.edition = read.model->edition;
  check.digest = read.model->identity;
  check.kind = read.model->subject.kind;
  if (forUse) read.model->status = grading::ModelStatus::kTrial;
  for (auto& finding : analyseModel(*read.model, context.clock.today())) check.findings.push_back(std::move(finding));
  check.tests = testModel(*read.model, mutation);
  return check;
}

base::Result<store::GradeModel> requireModel(Context& context, std::int64_t id) {
  MC_ASSIGN(auto row, store::gradeModel(context.conn, id));
  if (!row) return base::fail("EVAL-0001", {{"model", publicId('G', id)}});
  return std::move(*row);
}

base::Result<store::GradeModel> findModel(Context& context, std::string_view idOrName) {
  if (const auto id = parsePublicId('G', idOrName)) return requireModel(context, *id);
  MC_ASSIGN(const auto rows, store::listGradeModels(context.conn));
  for (const auto& row : rows) {
    const bool byDigest = idOrName.size() >= 8 && row.digest.starts_with(idOrName);
    if (byDigest || row.model + "@" + row.edition == idOrName || row.model == idOrName) {
      return requireModel(context, row.id);
    }
  }
  return base::fail("EVAL-0001", {{"model", std::string(idOrName)}});
}

base::Result<grading::Model> openModel(Context& context, const store::GradeModel& row) {
  return grading::readModelText(row.source, row.model + ".yaml", modelBases(context));
}

base::Result<std::int64_t> addModel(Context& context, const NewModel& request) {
  auto read = grading::readModel(request.text, request.sourceName, modelBases(context));
  if (!read.model) {
    const auto* first = read.findings.firstError();
    if (first == nullptr) return base::fail("EVAL-0090");
    return base::Error(first->code, first->args, first->place());
  }
  MC_ASSIGN(auto known, store::gradeModelByDigest(context.conn, read.model->identity));
  if (known && known->state != "draft") {
    return base::fail("EVAL-0002", {{"model", publicId('G', known->id)}, {"edition", known->edition}});
  }
  store::GradeModel row;
  if (known) row = std::move(*known);
  row.model = read.model->model;
  row.edition = read.model->edition;
  row.title = read.model->title;
  row.digest = read.model->identity;
  row.source = request.text;
  row.state = "draft";
  row.label = request.demonstration ? std::string(kDemonstration) : std::string();
  row.subjectKind = read.model->subject.kind;
  if (row.checks.empty()) row.checks = "{}";
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  if (row.id == 0) {
    row.createdBy = context.actor;
    row.createdAt = context.clock.now();
    MC_TRY(store::insertGradeModel(context.conn, row));
  } else {
    MC_TRY(store::updateGradeModel(context.conn, row));
  }
  const json::object detail{{"model", row.model}, {"edition", row.edition}, {"digest", row.digest}};
  MC_TRY(store::insertGradeModelStep(
      context.conn, {0, row.id, "draft", context.clock.now(), context.actor, json::serialize(detail)}));
  MC_TRY(journal(context, "grade-model.draft", publicId('G', row.id), json::serialize(detail)));
  MC_TRY(transaction.commit());
  return row.id;
}

base::Result<std::vector<std::int64_t>> loadDemonstrations(Context& context) {
  std::vector<std::int64_t> added;
  for (const auto& file : context.law.grading.models) {
    const auto read = grading::readModel(file.text, file.name, modelBases(context));
    if (read.model) {
      MC_ASSIGN(const auto known, store::gradeModelByDigest(context.conn, read.model->identity));
      if (known) continue;
    }
    MC_ASSIGN(const auto id, addModel(context, {file.text, file.name, true}));
    added.push_back(id);
  }
  return added;
}

base::Status advanceModel(Context& context, std::int64_t id, const ModelStep& step) {
  MC_ASSIGN(auto row, requireModel(context, id));
  const auto from = std::find(kStates.begin(), kStates.end(), row.state) - kStates.begin();
  const auto to = std::find(kStates.begin(), kStates.end(), step.to) - kStates.begin();
  const bool withdraw = step.to == "withdrawn" && row.state != "withdrawn";
  if (!withdraw && (to != from + 1 || row.state == "withdrawn" || step.to == "draft")) {
    return base::fail("EVAL-0003",
                      {{"model", publicId('G', id)},
                       {"state", std::string(modelStateLabel(row.state))},
                       {"to", std::string(modelStateLabel(step.to))}},
                      "to");
  }
  const CivilDate today = context.clock.today();
  const CivilDate day = step.from.value_or(today);
  if (withdraw && base::cleanText(step.reason).empty()) return base::fail("EVAL-0009", {}, "reason");
  if (step.to == "in_force" && day < today) return base::fail("EVAL-0010", {{"today", today.iso()}}, "from");
  ModelCheck check;
  if (!withdraw) MC_TRY(mayAdvance(context, row, step, check));
  json::object detail{{"reason", step.reason}};
  if (!check.digest.empty()) {
    detail = checksJson(check);
    row.checks = json::serialize(detail);
  }
  if (step.to == "in_force") {
    row.inForceFrom = day.iso();
    detail["from"] = row.inForceFrom;
    MC_ASSIGN(const auto others, store::listGradeModels(context.conn));
    for (const auto& other : others) {
      if (other.id == id || other.model != row.model || other.state != "in_force" || !other.withdrawnOn.empty())
        continue;
      MC_ASSIGN(auto former, requireModel(context, other.id));
      former.withdrawnOn = day.plusDays(-1).iso();
      MC_TRY(store::updateGradeModel(context.conn, former));
    }
  }
  if (withdraw) {
    row.withdrawnOn = day.iso();
    detail["from"] = row.withdrawnOn;
  }
  return keepStep(context, row, step, detail);
}

std::string signatureStatement(const store::GradeModel& model, std::string_view role, std::string_view actor) {
  return "medcredit-grade-model-signature 1\nmodel " + model.model + "\nedition " + model.edition + "\ndigest " +
         model.digest + "\nrole " + std::string(role) + "\nactor " + std::string(actor) + "\n";
}

base::Status signModel(Context& context, const SignatureRequest& request) {
  MC_ASSIGN(const auto row, requireModel(context, request.modelId));
  if (std::find(kSignatureRoles.begin(), kSignatureRoles.end(), request.role) == kSignatureRoles.end()) {
    return base::fail("EVAL-0011", {{"role", request.role}}, "role");
  }
  // On the machine itself the operator names the person who signs.
  const auto& roles = context.principal.roles;
  if (context.principal.kind != PrincipalKind::kOperator &&
      std::find(roles.begin(), roles.end(), "grade-" + request.role) == roles.end()) {
    return base::fail("EVAL-0016", {{"role", std::string(signatureRoleLabel(request.role))}}, "role");
  }
  if (request.digest != row.digest) return base::fail("EVAL-0012", {{"digest", row.digest}}, "digest");
  if (row.state != "tested") {
    return base::fail("EVAL-0015", {{"state", std::string(modelStateLabel(row.state))}});
  }
  MC_ASSIGN(const auto given, store::gradeSignatures(context.conn, row.id));
  for (const auto& one : given) {
    if (one.role == request.role || one.actor == context.actor) {
      return base::fail("EVAL-0013", {{"role", std::string(signatureRoleLabel(one.role))}, {"actor", one.actor}});
    }
  }
  store::GradeSignature signature{row.id,
                                  request.role,
                                  context.actor,
                                  context.clock.now(),
                                  signatureStatement(row, request.role, context.actor),
                                  {},
                                  {}};
  if (!request.publicKey.empty() || !request.signature.empty()) {
    const auto key = crypto::Sm2PublicKey::fromPoint(fromHex(request.publicKey));
    if (!key.ok() || !key->verify(signature.statement, fromHex(request.signature))) {
      return base::fail("EVAL-0014", {}, "signature");
    }
    signature.publicKey = request.publicKey;
    signature.signature = request.signature;
  } else {
    MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
    signature.publicKey = crypto::toHex(key.publicKey().point());
    signature.signature = crypto::toHex(key.sign(signature.statement));
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(store::insertGradeSignature(context.conn, signature));
  MC_TRY(journal(context, "grade-model.sign", publicId('G', row.id),
                 json::serialize(json::object{{"role", request.role}, {"digest", row.digest}})));
  return transaction.commit();
}

base::Result<std::vector<store::GradeModel>> modelsInUse(Context& context, CivilDate on) {
  MC_ASSIGN(const auto rows, store::listGradeModels(context.conn));
  std::vector<store::GradeModel> used;
  const std::string day = on.iso();
  const auto take = [&](bool inForce) {
    for (const auto& row : rows) {
      const bool fits = inForce ? row.state == "in_force" && row.inForceFrom <= day &&
                                      (row.withdrawnOn.empty() || row.withdrawnOn >= day)
                                : row.state == "trial";
      const bool taken =
          std::any_of(used.begin(), used.end(), [&](const auto& other) { return other.model == row.model; });
      if (fits && !taken) used.push_back(row);
    }
  };
  take(true);
  take(false);
  return used;
}

}  // namespace medcredit::service
