#include "crypto/openssl_owned.h"

#include <utility>

namespace medcredit::crypto {

Owned<EVP_PKEY> publicKeyFrom(const char* type, OSSL_PARAM_BLD* numbers) {
  const Owned<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(numbers));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) <= 0) {
    return nullptr;
  }
  Owned<EVP_PKEY> owned(key);
  const Owned<EVP_PKEY_CTX> check(EVP_PKEY_CTX_new(key, nullptr));
  return check && EVP_PKEY_public_check(check.get()) > 0 ? std::move(owned) : nullptr;
}

}  // namespace medcredit::crypto
