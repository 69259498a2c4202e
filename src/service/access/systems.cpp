#include "service/access/systems.h"

#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "service/access/internal.h"
#include "service/scope.h"

namespace medcredit::service::access {

namespace {

namespace json = boost::json;

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kFingerprintDigits = 16;

base::Status requireSystem(Context& context, const std::string& id) {
  MC_ASSIGN(const auto user, store::findUser(context.conn, id));
  if (!user || user->kind != "system") return notFound("系统 " + id);
  return {};
}

/// Names a key without giving anything of it away.
std::string fingerprintOf(const store::SystemKeyRow& key) {
  return crypto::sm3Hex(key.material).substr(0, kFingerprintDigits);
}

/// Fills the material of the key; returns the shared secret for hmac-sm3.
base::Result<std::string> makeMaterial(Context& context, const NewSystemKey& request, store::SystemKeyRow& key) {
  if (request.algorithm == "sm2") {
    const auto point = base::fromBase64(request.publicKey);
    if (!point) return base::fail("ACCS-0509", {}, "public_key");
    const auto parsed = crypto::Sm2PublicKey::fromPoint(*point);
    if (!parsed.ok()) return base::fail("ACCS-0509", {}, "public_key");
    key.material = parsed->point();
    return std::string();
  }
  if (request.algorithm != "hmac-sm3" || !request.publicKey.empty()) return base::fail("ACCS-0509", {}, "algorithm");
  const std::string secret = context.random.bytes(kSecretBytes);
  key.material = secretKey(context.keys).seal(secret, "system_key|material|" + key.id, context.random);
  return base::toBase64(secret);
}

}  // namespace

base::Result<CreatedSystemKey> createSystemKey(Context& context, const std::string& system,
                                               const NewSystemKey& request) {
  MC_TRY(requirePermission(context, "user.manage"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_TRY(requireSystem(context, system));
  MC_ASSIGN(const auto number, store::reserveIds(context.conn, "system_key", 1));
  store::SystemKeyRow key{publicId('K', number), system, request.algorithm, {}, "active", context.clock.now().micros};
  CreatedSystemKey created;
  MC_ASSIGN(created.secret, makeMaterial(context, request, key));
  created.id = key.id;
  created.fingerprint = fingerprintOf(key);
  MC_TRY(store::insertSystemKey(context.conn, key));
  const json::object detail{{"key", key.id}, {"algorithm", key.algorithm}, {"fingerprint", created.fingerprint}};
  MC_TRY(note(context, "system.key.add", system, json::serialize(detail)));
  MC_TRY(transaction.commit());
  return created;
}

base::Status revokeSystemKey(Context& context, const std::string& system, const std::string& keyId) {
  MC_TRY(requirePermission(context, "user.manage"));
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto key, store::findSystemKey(context.conn, keyId));
  if (!key || key->userId != system || key->state != "active") return notFound("密钥 " + keyId);
  MC_TRY(store::revokeSystemKey(context.conn, keyId));
  MC_TRY(note(context, "system.key.revoke", system, json::serialize(json::object{{"key", keyId}})));
  return transaction.commit();
}

base::Result<std::vector<SystemKeyView>> listSystemKeys(Context& context, const std::string& system) {
  MC_TRY(requirePermission(context, "user.manage"));
  MC_TRY(requireSystem(context, system));
  MC_ASSIGN(const auto rows, store::systemKeysOf(context.conn, system));
  std::vector<SystemKeyView> keys;
  for (const auto& row : rows) {
    keys.push_back({row.id, row.userId, row.algorithm, row.state, fingerprintOf(row), base::Instant{row.createdAt}});
  }
  return keys;
}

}  // namespace medcredit::service::access
