// The keys that belong to a store.
#pragma once

#include <string>

#include "base/random.h"
#include "base/result.h"
#include "crypto/key_folder.h"
#include "store/conn.h"

namespace medcredit::service {

/// Opens the key folder of a store. The first time the keys are made and the store notes their fingerprint; from then
/// on CRYP-0012 when the folder is not there and CRYP-0014 when it belongs to another store: new keys could open
/// nothing.
[[nodiscard]] base::Result<crypto::Keys> openStoreKeys(store::Conn& conn, const std::string& folder,
                                                       base::Random& random);

/// CRYP-0014 unless these are the keys of the store.
[[nodiscard]] base::Status checkStoreKeys(store::Conn& conn, const crypto::Keys& keys);

}  // namespace medcredit::service
