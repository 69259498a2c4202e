// Encryption of personal values at rest (R-SEC-04): identity numbers and other personal fields never stand in the
// database in clear. Values of a natural person lie under a data key of that person, wrapped by the master key outside
// the database, so that destroying the data key destroys them everywhere; other values lie under a key of the site.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "crypto/envelope.h"
#include "crypto/key_folder.h"
#include "crypto/keyed_sm3.h"

namespace medcredit::store {

class Conn;

/// One for all connections of a process; thread-safe.
class FieldCipher {
 public:
  FieldCipher(const crypto::Keys& keys, base::Random& random);

  /// Seals a value for its place "table|column|row": an envelope opens nowhere else. `person` is the subject whose key
  /// is used (made on first use, inside the current transaction); 0 = the key of the site.
  [[nodiscard]] base::Result<std::string> seal(Conn& conn, std::int64_t person, std::string_view plain,
                                               std::string_view place);
  /// A value to be sealed for its place.
  struct Item {
    std::int64_t person = 0;
    std::string_view plain;
    std::string place;
  };
  /// Seals values of one site or many persons, in their order; those of the site cost a fraction of single ones.
  [[nodiscard]] base::Result<std::vector<std::string>> sealAll(Conn& conn, std::span<const Item> items);
  /// CRYP-0001…0003; CRYP-0013 when the person's key was destroyed.
  [[nodiscard]] base::Result<std::string> open(Conn& conn, std::string_view sealed, std::string_view place);
  /// Keyed blind index of a normalised value, 32 hexadecimal digits: equal values have equal indexes, nothing else
  /// shows.
  [[nodiscard]] std::string blind(std::string_view text) const;

 private:
  using Key = std::shared_ptr<const crypto::EnvelopeKey>;
  [[nodiscard]] base::Result<Key> keyOf(Conn& conn, std::int64_t person, bool createMissing);
  void remember(std::int64_t person, const Key& key);

  base::Random& random_;
  crypto::EnvelopeKey master_;
  Key site_;
  crypto::SharedKeyedSm3 indexKey_;
  std::mutex mutex_;
  std::list<std::int64_t> recent_;  ///< persons by last use, latest first
  struct Cached {
    Key key;
    std::list<std::int64_t>::iterator at;
  };
  std::unordered_map<std::int64_t, Cached> keys_;
};

}  // namespace medcredit::store
