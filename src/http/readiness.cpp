#include "http/readiness.h"

#include <filesystem>
#include <string>
#include <utility>

#include "service/store_keys.h"
#include "store/meta.h"
#include "store/migrations.h"

namespace medcredit::http {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kStandsMicros = 5'000'000;
constexpr int kPatienceMillis = 200;
/// 默认值（依据未规定）: with less, the next upload or an hour of evidence may fill the disk.
constexpr std::uintmax_t kLeastFree = std::uintmax_t{32} << 20U;

FieldError failed(std::string_view check, std::string_view title, std::string code) {
  return {std::string(check), base::fail("HTTP-0039", {{"check", std::string(title)}, {"code", std::move(code)}})};
}

base::Status storeAnswers(store::Conn& conn) {
  const auto jurisdiction = store::getMeta(conn, "jurisdiction");
  if (!jurisdiction.ok()) return jurisdiction.error();
  return store::checkSchema(conn, store::embeddedMigrations());
}

/// A durable write like that of an entry, on a connection of its own. Somebody else writing proves the same.
base::Status storeTakesWrites(store::Location location, base::Instant now) {
  location.busyMillis = kPatienceMillis;
  MC_ASSIGN(const auto conn, store::open(location));
  auto transaction = store::Transaction::start(*conn);
  if (!transaction.ok()) return transaction.error().code == "STOR-0003" ? base::Status() : transaction.error();
  MC_TRY(store::setMeta(*conn, "ready_probe", std::to_string(now.micros)));
  return transaction->commit();
}

bool roomIn(const fs::path& folder) {
  std::error_code ec;
  const auto space = fs::space(folder, ec);
  return !ec && space.available >= kLeastFree;
}

std::vector<FieldError> look(HandlerContext& context) {
  std::vector<FieldError> out;
  const auto& location = context.shared.location;
  const auto answers = storeAnswers(context.service.conn);
  if (!answers.ok()) out.push_back(failed("store", "数据库可用且结构相符", answers.error().code));
  const auto keys = service::checkStoreKeys(context.service.conn, context.shared.keys);
  if (!keys.ok()) out.push_back(failed("keys", "密钥与数据库相符", keys.error().code));
  const auto writes = storeTakesWrites(location, context.service.clock.now());
  if (!writes.ok()) out.push_back(failed("evidence", "留痕可以写入", writes.error().code));
  const bool room = (location.dataDir.empty() || !location.databaseUrl.empty() || roomIn(location.dataDir)) &&
                    (context.shared.spoolFolder.empty() || roomIn(context.shared.spoolFolder));
  if (!room) out.push_back(failed("disk", "磁盘有余量", "HTTP-0008"));
  return out;
}

}  // namespace

std::vector<FieldError> Readiness::failures(HandlerContext& context) {
  const std::lock_guard lock(mutex_);
  const auto now = context.service.clock.now();
  const bool stands = lookedAt_ && now >= *lookedAt_ && now.micros - lookedAt_->micros < kStandsMicros;
  if (!stands) {
    found_ = look(context);
    lookedAt_ = now;
  }
  return found_;
}

}  // namespace medcredit::http
