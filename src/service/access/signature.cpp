#include "service/access/signature.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/base64.h"
#include "crypto/sm2.h"
#include "service/access/internal.h"
#include "service/access/systems.h"

namespace medcredit::service::access {

namespace {

constexpr std::int64_t kWindowSeconds = 300;
constexpr std::size_t kShortestNonce = 16;
constexpr std::size_t kLongestNonce = 64;
constexpr std::size_t kLongestStamp = 12;

bool wellFormedNonce(std::string_view nonce) {
  return nonce.size() >= kShortestNonce && nonce.size() <= kLongestNonce &&
         std::all_of(nonce.begin(), nonce.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

std::optional<std::int64_t> readStamp(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || text.size() > kLongestStamp || ec != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return seconds;
}

base::Error malformed(std::string_view header) { return base::fail("ACCS-0120", {{"header", std::string(header)}}); }

bool signatureHolds(const Context& context, const store::SystemKeyRow& key, const std::string& text,
                    const std::string& signature) {
  if (key.algorithm == "sm2") {
    const auto point = crypto::Sm2PublicKey::fromPoint(key.material);
    constexpr std::size_t kSm2Length = 64;
    return point.ok() && signature.size() == kSm2Length && point->verify(text, signature);
  }
  const auto secret = secretKey(context.keys).open(key.material, "system_key|material|" + key.id);
  return secret.ok() && crypto::constantTimeEqual(crypto::hmacSm3(*secret, text), signature);
}

base::Status spend(Context& context, const Credentials& credentials) {
  const std::int64_t now = context.clock.now().micros;
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  // A stamp is taken up to one window ahead, so its nonce must be remembered for two.
  MC_TRY(store::forgetNonces(context.conn, now - 3 * kWindowSeconds * kMicrosPerSecond));
  MC_ASSIGN(const bool fresh, store::spendNonce(context.conn, credentials.keyId, credentials.nonce, now));
  if (!fresh) return base::fail("ACCS-0123");
  return transaction.commit();
}

}  // namespace

std::string canonicalRequest(const SignedRequest& request) {
  std::string text = "MEDCREDIT-SIGN-1\n";
  for (const auto* part : {&request.method, &request.target, &request.bodySm3, &request.timestamp, &request.nonce,
                           &request.keyId, &request.purpose, &request.caseNumber}) {
    text += *part;
    text += '\n';
  }
  return text;
}

base::Result<Principal> authenticateSignature(Context& context, const Credentials& credentials) {
  const auto parsed = parsePublicId('K', credentials.keyId);
  if (!parsed || publicId('K', *parsed) != credentials.keyId) return malformed("X-MC-Key");
  const auto stamp = readStamp(credentials.timestamp);
  if (!stamp) return malformed("X-MC-Timestamp");
  if (!wellFormedNonce(credentials.nonce)) return malformed("X-MC-Nonce");
  const auto signature = base::fromBase64(credentials.signature);
  if (!signature) return malformed("X-MC-Signature");
  const std::int64_t now = context.clock.now().micros / kMicrosPerSecond;
  if (now - *stamp > kWindowSeconds || *stamp - now > kWindowSeconds) return base::fail("ACCS-0121");
  MC_ASSIGN(const auto key, store::findSystemKey(context.conn, credentials.keyId));
  if (!key || key->state != "active") return base::fail("ACCS-0122");
  const std::string text =
      canonicalRequest({credentials.method, credentials.target, credentials.bodySm3, credentials.timestamp,
                        credentials.nonce, credentials.keyId, credentials.purpose, credentials.caseNumber});
  if (!signatureHolds(context, *key, text, *signature)) return base::fail("ACCS-0122");
  MC_ASSIGN(const auto user, store::findUser(context.conn, key->userId));
  if (!user || user->state != "active" || user->kind != "system") return base::fail("ACCS-0122");
  MC_TRY(spend(context, credentials));
  return principalOf(context, *user);
}

}  // namespace medcredit::service::access
