#include "service/store_keys.h"

#include "crypto/sm3.h"
#include "store/meta.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kFact = "key_fingerprint";

std::string fingerprint(const crypto::Keys& keys) {
  return crypto::sm3Hex("medcredit keys\n" + keys.master() + keys.index() + keys.pseudonym()).substr(0, 16);
}

}  // namespace

base::Result<crypto::Keys> openStoreKeys(store::Conn& conn, const std::string& folder, base::Random& random) {
  MC_ASSIGN(const auto known, store::findMeta(conn, kFact));
  MC_ASSIGN(auto keys, crypto::Keys::open(folder, !known, random));
  if (!known) {
    MC_TRY(store::setMeta(conn, kFact, fingerprint(keys)));
  } else if (*known != fingerprint(keys)) {
    return base::fail("CRYP-0014", {{"path", folder}});
  }
  return keys;
}

base::Status checkStoreKeys(store::Conn& conn, const crypto::Keys& keys) {
  MC_ASSIGN(const auto known, store::findMeta(conn, kFact));
  if (!known || *known != fingerprint(keys)) return base::fail("CRYP-0014", {{"path", "keys"}});
  return {};
}

}  // namespace medcredit::service
