#include "base/base64.h"

#include <algorithm>

namespace medcredit::base {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int valueOf(char c) {
  const auto at = kAlphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string toBase64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = bytes.size() - i;
    const auto at = [&](std::size_t k) {
      return k < left ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i + k])) : 0U;
    };
    const unsigned group = (at(0) << 16U) | (at(1) << 8U) | at(2);
    out += kAlphabet[(group >> 18U) & 63U];
    out += kAlphabet[(group >> 12U) & 63U];
    out += left > 1 ? kAlphabet[(group >> 6U) & 63U] : '=';
    out += left > 2 ? kAlphabet[group & 63U] : '=';
  }
  return out;
}

std::optional<std::string> fromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const int pads = last ? (text[i + 3] == '=') + (text[i + 2] == '=') : 0;
    if (pads == 1 && text[i + 2] == '=') return std::nullopt;
    unsigned group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const bool pad = k >= 4U - static_cast<unsigned>(pads);
      const int value = pad ? 0 : valueOf(text[i + k]);
      if (value < 0) return std::nullopt;
      group = (group << 6U) | static_cast<unsigned>(value);
    }
    if ((pads == 1 && (group & 0xFFU) != 0) || (pads == 2 && (group & 0xFFFFU) != 0)) return std::nullopt;
    out += static_cast<char>(group >> 16U);
    if (pads < 2) out += static_cast<char>((group >> 8U) & 0xFFU);
    if (pads < 1) out += static_cast<char>(group & 0xFFU);
  }
  return out;
}

std::string toBase64Url(std::string_view bytes) {
  std::string text = toBase64(bytes);
  while (text.ends_with('=')) text.pop_back();
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::string> fromBase64Url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos || text.size() % 4 == 1) return std::nullopt;
  std::string padded(text);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  padded.append((4 - padded.size() % 4) % 4, '=');
  return fromBase64(padded);
}

}  // namespace medcredit::base
