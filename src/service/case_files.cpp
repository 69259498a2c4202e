// Files handed in with the steps of cases: judged by their content, sealed at rest, seen by those who see the case.
#include <algorithm>
#include <boost/json.hpp>

#include "crypto/envelope.h"
#include "crypto/sm3.h"
#include "service/attachment.h"
#include "service/case_view.h"
#include "service/evidence.h"
#include "service/scope.h"

namespace medcredit::service {

namespace {

constexpr std::uint32_t kSealKeyId = 1;
constexpr std::size_t kIdentityDigits = 15;

const crypto::EnvelopeKey& sealKey(const Context& context) {
  return context.keys.derived({"medcredit case file 1", kSealKeyId});
}
std::string placeOf(std::int64_t id) { return "case_upload|content|" + std::to_string(id); }

/// As many digits in a row as an identity number has.
bool namesAPerson(const std::string& name) {
  std::size_t digits = 0;
  for (const char c : name) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits >= kIdentityDigits) return true;
  }
  return false;
}

}  // namespace

base::Result<store::CaseUpload> addCaseFile(Context& context, const std::filesystem::path& file,
                                            const std::string& name) {
  MC_ASSIGN(const auto checked, checkFile(file, name));
  if (namesAPerson(checked.name)) return base::fail("CASE-0012", {}, "name");
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  store::CaseUpload row;
  MC_ASSIGN(row.id, store::reserveIds(context.conn, "case_upload", 1));
  row.name = checked.name;
  row.media = checked.media;
  row.size = static_cast<std::int64_t>(checked.bytes.size());
  row.digest = crypto::sm3Hex(checked.bytes);
  row.addedBy = context.actor;
  row.addedAt = context.clock.now();
  const auto sealed = sealKey(context).seal(checked.bytes, placeOf(row.id), context.random);
  MC_TRY(store::insertUpload(context.conn, row, sealed));
  MC_TRY(journal(context, "case.file", publicId('F', row.id),
                 boost::json::serialize(boost::json::object{{"digest", row.digest}, {"size", row.size}})));
  MC_TRY(transaction.commit());
  return row;
}

base::Result<CaseFileContent> readCaseFile(Context& context, std::int64_t caseId, std::int64_t fileId) {
  MC_ASSIGN(const auto kept, requireCase(context, caseId));
  const std::string name = kept.state.id + "/" + publicId('F', fileId);
  MC_ASSIGN(auto content, store::uploadContent(context.conn, fileId));
  if (!content || content->info.caseId != caseId) return notFound(name);
  CaseFileContent out;
  out.info = std::move(content->info);
  MC_ASSIGN(out.bytes, sealKey(context).open(content->sealed, placeOf(fileId)));
  Act act;
  act.action = "case.read";
  act.objectType = "case";
  act.objectId = kept.state.id;
  act.subjectId = kept.head.subjectId;
  act.fields = "file " + publicId('F', fileId);
  MC_TRY(recordRead(context, act));
  return out;
}

}  // namespace medcredit::service
