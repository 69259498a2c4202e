#include "store/field_cipher.h"

#include <array>
#include <optional>
#include <utility>

#include "crypto/sm3.h"
#include "store/conn.h"

namespace medcredit::store {

namespace {

/// Keys of persons held in memory at a time.
constexpr std::size_t kCachedKeys = 4096;
constexpr auto kAlgorithm = crypto::EnvelopeAlgorithm::kSm4CtrHmacSm3;
/// Key ids of the envelopes that do not belong to a person; those of persons are their subject numbers.
constexpr std::uint32_t kSiteKey = 0;
constexpr std::uint32_t kMasterKey = 0xFFFFFFFFU;

std::string placeOfKey(std::int64_t person) { return "subject_key|wrapped|" + std::to_string(person); }

/// Key id in the header of an envelope: ver|alg|kid4.
std::int64_t keyIdOf(std::string_view sealed) {
  std::uint32_t id = 0;
  for (std::size_t i = 2; i < 6 && i < sealed.size(); ++i) id = id << 8U | static_cast<std::uint8_t>(sealed[i]);
  return id;
}

}  // namespace

FieldCipher::FieldCipher(const crypto::Keys& keys, base::Random& random)
    : random_(random),
      master_(crypto::hkdfSm3(keys.master(), "", "medcredit subject keys", 32), kMasterKey, kAlgorithm),
      site_(std::make_shared<crypto::EnvelopeKey>(crypto::hkdfSm3(keys.master(), "", "medcredit site fields", 32),
                                                  kSiteKey, kAlgorithm)),
      indexKey_(keys.index()) {}

void FieldCipher::remember(std::int64_t person, const Key& key) {
  const std::lock_guard lock(mutex_);
  if (keys_.contains(person)) return;
  recent_.push_front(person);
  keys_.emplace(person, Cached{key, recent_.begin()});
  if (keys_.size() <= kCachedKeys) return;
  keys_.erase(recent_.back());
  recent_.pop_back();
}

base::Result<FieldCipher::Key> FieldCipher::keyOf(Conn& conn, std::int64_t person, bool createMissing) {
  if (person == 0) return site_;
  {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(person);
    if (found != keys_.end()) {
      recent_.splice(recent_.begin(), recent_, found->second.at);
      return found->second.key;
    }
  }
  std::optional<std::string> wrapped;
  const std::array<Value, 1> params{Value{person}};
  MC_TRY(conn.query("SELECT wrapped FROM subject_key WHERE subject_id = $1", params, [&](const Row& row) {
    wrapped = std::string(row.blob(0));
    return false;
  }));
  const std::string place = placeOfKey(person);
  std::string raw;
  if (wrapped) {
    MC_ASSIGN(raw, master_.open(*wrapped, place));
  } else {
    if (!createMissing) return base::fail("CRYP-0013", {{"subject", "S" + std::to_string(person)}});
    raw = random_.bytes(32);
    const std::string sealed = master_.seal(raw, place, random_);
    const std::array<Value, 2> row{Value{person}, Value{BlobView{sealed}}};
    MC_ASSIGN([[maybe_unused]] const auto written,
              conn.exec("INSERT INTO subject_key (subject_id, wrapped) VALUES ($1, $2)", row));
  }
  auto key = std::make_shared<const crypto::EnvelopeKey>(raw, static_cast<std::uint32_t>(person), kAlgorithm);
  // A key that was only just made may yet be rolled back with its transaction: it is not kept for others.
  if (wrapped) remember(person, key);
  return Key(std::move(key));
}

base::Result<std::string> FieldCipher::seal(Conn& conn, std::int64_t person, std::string_view plain,
                                            std::string_view place) {
  MC_ASSIGN(const auto key, keyOf(conn, person, true));
  return key->seal(plain, place, random_);
}

base::Result<std::vector<std::string>> FieldCipher::sealAll(Conn& conn, std::span<const Item> items) {
  std::vector<crypto::EnvelopeKey::Plain> ofSite;
  for (const auto& item : items) {
    if (item.person == 0) ofSite.push_back({item.plain, item.place});
  }
  auto sealed = site_->sealAll(ofSite, random_);
  if (ofSite.size() == items.size()) return sealed;
  std::vector<std::string> out(items.size());
  auto next = sealed.begin();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].person == 0) {
      out[i] = std::move(*next++);
    } else {
      MC_ASSIGN(out[i], seal(conn, items[i].person, items[i].plain, items[i].place));
    }
  }
  return out;
}

base::Result<std::string> FieldCipher::open(Conn& conn, std::string_view sealed, std::string_view place) {
  MC_ASSIGN(const auto key, keyOf(conn, keyIdOf(sealed), false));
  return key->open(sealed, place);
}

std::string FieldCipher::blind(std::string_view text) const {
  const auto mac = indexKey_.of(text);
  return crypto::toHex(std::string(mac.begin(), mac.begin() + 16));
}

}  // namespace medcredit::store
