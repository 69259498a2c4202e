// libgcrypt must be set up once per process, before its first use.
#pragma once

namespace medcredit::crypto {

/// Sets the library up. Throws on a machine whose library lacks SM3 or SM4: that is broken, not an expected failure.
void makeGcryptReady();

}  // namespace medcredit::crypto
