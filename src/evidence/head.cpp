#include "evidence/head.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/base64.h"

namespace medcredit::evidence {

namespace {

std::string_view view(const Hash32& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

/// First 4 bytes of the key fingerprint stand before the signature, so that a reader knows which key to try.
std::string keyId(const crypto::Sm2PublicKey& key) {
  return std::string(view(Sm3Hasher::hash(key.point())).substr(0, 4));
}

std::optional<std::string_view> takeLine(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // em dash and blank, as in signed notes

}  // namespace

std::string headText(const Head& head) {
  return head.origin + "\n" + std::to_string(head.size) + "\n" + base::toBase64(view(head.root)) + "\n" + head.time +
         "\n";
}

std::string signHead(const Head& head, std::string_view signer, const crypto::Sm2PrivateKey& key) {
  const std::string text = headText(head);
  return text + "\n" + std::string(kSignaturePrefix) + std::string(signer) + " " +
         base::toBase64(keyId(key.publicKey()) + key.sign(text)) + "\n";
}

base::Result<Head> openHead(std::string_view signedText, const crypto::Sm2PublicKey& key) {
  std::string_view rest = signedText;
  const auto origin = takeLine(rest);
  const auto size = takeLine(rest);
  const auto root = takeLine(rest);
  const auto time = takeLine(rest);
  const auto blank = takeLine(rest);
  if (!origin || !size || !root || !time || !blank || origin->empty() || !blank->empty())
    return base::fail("EVID-0002");
  Head head;
  head.origin = std::string(*origin);
  head.time = std::string(*time);
  const auto parsed = std::from_chars(size->data(), size->data() + size->size(), head.size);
  const auto rootBytes = base::fromBase64(*root);
  if (parsed.ec != std::errc() || parsed.ptr != size->data() + size->size() || std::to_string(head.size) != *size ||
      !rootBytes || rootBytes->size() != head.root.size()) {
    return base::fail("EVID-0002");
  }
  std::copy(rootBytes->begin(), rootBytes->end(), reinterpret_cast<char*>(head.root.data()));
  if (rest.empty() || rest.back() != '\n') return base::fail("EVID-0002");
  const std::string text = headText(head);
  const auto site = origin->substr(0, origin->rfind("/audit/"));
  bool valid = false;
  while (const auto line = takeLine(rest)) {
    if (!line->starts_with(kSignaturePrefix)) return base::fail("EVID-0002");
    const auto gap = line->rfind(' ');
    const auto raw = base::fromBase64(line->substr(gap + 1));
    if (!raw || raw->size() < 5 || gap < kSignaturePrefix.size()) return base::fail("EVID-0002");
    const auto name = line->substr(kSignaturePrefix.size(), gap - kSignaturePrefix.size());
    if (name != site || raw->size() != 68 || raw->substr(0, 4) != keyId(key)) continue;  // another signer
    valid = valid || key.verify(text, std::string_view(*raw).substr(4));
  }
  if (!valid) return base::fail("EVID-0003");
  return head;
}

}  // namespace medcredit::evidence
