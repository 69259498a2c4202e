#include "base/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace medcredit::base {

namespace {

constexpr std::string_view kUtf8BomBytes = "\xEF\xBB\xBF";

Error badBytes(std::size_t offset) { return fail("FILE-0010", {{"offset", std::to_string(offset)}}); }

/// Structure of GB18030. `offence` is the first byte that does not fit, or the size.
struct GbScan {
  std::size_t offence = 0;
  bool fourByte = false;
};

/// Four-byte codes that stand for a character: the first plane ends at 84 31 A4 39, the others are 90 30 81 30 ..
/// E3 32 9A 35.
bool isAssignedFourByte(std::uint32_t code) {
  return (code >= 0x81308130U && code <= 0x8431A439U) || (code >= 0x90308130U && code <= 0xE3329A35U);
}

GbScan scanGb18030(std::string_view s) {
  GbScan scan;
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const auto inRange = [](unsigned char c, unsigned char low, unsigned char high) { return c >= low && c <= high; };
  std::size_t i = 0;
  while (i < s.size()) {
    if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    if (!inRange(byte(i), 0x81, 0xFE) || i + 1 >= s.size()) break;
    const unsigned char second = byte(i + 1);
    if (inRange(second, 0x40, 0x7E) || inRange(second, 0x80, 0xFE)) {
      i += 2;
      continue;
    }
    if (!inRange(second, 0x30, 0x39) || i + 3 >= s.size() || !inRange(byte(i + 2), 0x81, 0xFE) ||
        !inRange(byte(i + 3), 0x30, 0x39)) {
      break;
    }
    const std::uint32_t code = (static_cast<std::uint32_t>(byte(i)) << 24U) |
                               (static_cast<std::uint32_t>(second) << 16U) |
                               (static_cast<std::uint32_t>(byte(i + 2)) << 8U) | byte(i + 3);
    if (!isAssignedFourByte(code)) break;
    scan.fourByte = true;
    i += 4;
  }
  scan.offence = i;
  return scan;
}

/// Multi-byte characters of well-formed UTF-8 by length.
struct Utf8Census {
  std::size_t two = 0;
  std::size_t three = 0;
};

Utf8Census census(std::string_view valid) {
  Utf8Census out;
  for (const char c : valid) {
    const auto lead = static_cast<unsigned char>(c);
    if (lead >= 0xC2 && lead < 0xE0) ++out.two;
    if (lead >= 0xE0) ++out.three;
  }
  return out;
}

/// True when Chinese UTF-8 stands in `bytes` beside what broke UTF-8. Two-byte GBK characters can look like two-byte
/// UTF-8 by chance, hardly ever like a run of three-byte ones: those are the evidence.
bool holdsUtf8Chinese(std::string_view bytes, std::size_t offence) {
  const Utf8Census before = census(bytes.substr(0, offence));
  if (before.three >= 2 && before.two == 0) return true;
  std::size_t start = 0;
  while (start < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', start), bytes.size());
    const std::string_view line = bytes.substr(start, end - start);
    if (validUtf8Prefix(line) == line.size()) {
      const Utf8Census seen = census(line);
      if (seen.three >= 2 && seen.two == 0) return true;
    }
    start = end + 1;
  }
  return false;
}

class Utf8Decoder final : public Decoder {
 public:
  explicit Utf8Decoder(bool skipBom) : skipBom_(skipBom) {}

  Status decode(std::string_view bytes, bool last, std::string& out) override {
    if (carry_.empty()) return consume(bytes, last, out);
    carry_ += bytes;
    const std::string joined = std::move(carry_);
    carry_.clear();
    return consume(joined, last, out);
  }

 private:
  Status consume(std::string_view bytes, bool last, std::string& out) {
    if (offset_ == 0 && skipBom_) {
      if (bytes.size() < kUtf8BomBytes.size() && kUtf8BomBytes.starts_with(bytes) && !last) {
        carry_ = std::string(bytes);
        return {};
      }
      if (bytes.starts_with(kUtf8BomBytes)) {
        bytes.remove_prefix(kUtf8BomBytes.size());
        offset_ = kUtf8BomBytes.size();
      }
      skipBom_ = false;
    }
    const std::size_t good = validUtf8Prefix(bytes);
    out += bytes.substr(0, good);
    offset_ += good;
    const std::string_view rest = bytes.substr(good);
    if (rest.empty()) return {};
    if (last || !isUnfinishedUtf8(rest)) return badBytes(offset_);
    carry_ = std::string(rest);
    return {};
  }

  bool skipBom_;
  std::size_t offset_ = 0;
  std::string carry_;
};

class Utf16Decoder final : public Decoder {
 public:
  explicit Utf16Decoder(bool bigEndian) : bigEndian_(bigEndian) {}

  Status decode(std::string_view bytes, bool last, std::string& out) override {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      if (!haveHalf_) {
        half_ = byte;
        haveHalf_ = true;
        continue;
      }
      haveHalf_ = false;
      const auto unit =
          static_cast<char32_t>(bigEndian_ ? (half_ << 8U) | byte : (static_cast<unsigned>(byte) << 8U) | half_);
      MC_TRY(takeUnit(unit, out));
      offset_ += 2;
    }
    if (last && (haveHalf_ || high_ != 0)) return badBytes(high_ != 0 ? offset_ - 2 : offset_);
    return {};
  }

 private:
  Status takeUnit(char32_t unit, std::string& out) {
    if (offset_ == 0 && unit == 0xFEFF) return {};
    const bool isHigh = unit >= 0xD800 && unit < 0xDC00;
    const bool isLow = unit >= 0xDC00 && unit < 0xE000;
    if (high_ != 0) {
      if (!isLow) return badBytes(offset_ - 2);
      appendUtf8(out, 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
      high_ = 0;
      return {};
    }
    if (isLow) return badBytes(offset_);
    if (isHigh) {
      high_ = unit;
      return {};
    }
    appendUtf8(out, unit);
    return {};
  }

  bool bigEndian_;
  bool haveHalf_ = false;
  unsigned half_ = 0;
  char32_t high_ = 0;
  std::size_t offset_ = 0;
};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter openGb18030() {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open("gb18030", &status));
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  return converter;
}

class Gb18030Decoder final : public Decoder {
 public:
  Gb18030Decoder() : converter_(openGb18030()) {}

  Status decode(std::string_view bytes, bool last, std::string& out) override {
    const char* source = bytes.data();
    const char* const sourceEnd = source + bytes.size();
    std::array<char16_t, 4096> buffer{};
    for (;;) {
      char16_t* target = buffer.data();
      UErrorCode status = U_ZERO_ERROR;
      ucnv_toUnicode(converter_.get(), &target, buffer.data() + buffer.size(), &source, sourceEnd, nullptr,
                     static_cast<UBool>(last), &status);
      append(buffer.data(), target, out);
      if (status == U_BUFFER_OVERFLOW_ERROR) continue;
      if (U_FAILURE(status)) return badBytes(offenceAt(static_cast<std::size_t>(source - bytes.data())));
      break;
    }
    offset_ += bytes.size();
    return {};
  }

 private:
  /// File offset of the sequence the converter stopped at; `consumed` counts the bytes of it, too.
  std::size_t offenceAt(std::size_t consumed) const {
    std::array<char, 8> pending{};
    auto length = static_cast<int8_t>(pending.size());
    UErrorCode status = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter_.get(), pending.data(), &length, &status);
    const std::size_t end = offset_ + consumed;
    const auto inside = U_SUCCESS(status) && length > 0 ? static_cast<std::size_t>(length) : 0;
    return end >= inside ? end - inside : 0;
  }

  void append(const char16_t* from, const char16_t* to, std::string& out) {
    for (; from != to; ++from) {
      const auto unit = static_cast<char32_t>(*from);
      if (unit >= 0xD800 && unit < 0xDC00) {
        high_ = unit;
      } else if (unit >= 0xDC00 && unit < 0xE000) {
        appendUtf8(out, 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
      } else {
        appendUtf8(out, unit);
      }
    }
  }

  Converter converter_;
  char32_t high_ = 0;
  std::size_t offset_ = 0;
};

void appendUtf16Unit(std::string& out, char32_t unit, bool bigEndian) {
  const auto high = static_cast<char>(static_cast<unsigned char>(unit >> 8U));
  const auto low = static_cast<char>(static_cast<unsigned char>(unit & 0xFFU));
  out += bigEndian ? high : low;
  out += bigEndian ? low : high;
}

std::string encodeUtf16(std::string_view utf8, bool bigEndian) {
  std::string out;
  appendUtf16Unit(out, 0xFEFF, bigEndian);
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = nextCodePoint(utf8, i);
    if (c < 0x10000) {
      appendUtf16Unit(out, c, bigEndian);
    } else {
      appendUtf16Unit(out, 0xD800 + ((c - 0x10000) >> 10U), bigEndian);
      appendUtf16Unit(out, 0xDC00 + ((c - 0x10000) & 0x3FFU), bigEndian);
    }
  }
  return out;
}

std::string encodeGb18030(std::string_view utf8) {
  std::u16string units;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = nextCodePoint(utf8, i);
    if (c < 0x10000) {
      units += static_cast<char16_t>(c);
    } else {
      units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U));
      units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  const Converter converter = openGb18030();
  std::string out(units.size() * 4 + 16, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t written = ucnv_fromUChars(converter.get(), out.data(), static_cast<int32_t>(out.size()), units.data(),
                                          static_cast<int32_t>(units.size()), &status);
  out.resize(static_cast<std::size_t>(written));
  return out;
}

}  // namespace

std::string_view encodingName(Encoding e) {
  switch (e) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kUtf8Bom:
      return "UTF-8 (BOM)";
    case Encoding::kUtf16Le:
      return "UTF-16LE";
    case Encoding::kUtf16Be:
      return "UTF-16BE";
    case Encoding::kGb18030:
      return "GB18030";
  }
  return "";
}

Result<EncodingVerdict> detectEncoding(std::string_view bytes) {
  const auto verdict = [](Encoding e) { return EncodingVerdict{e, std::string(encodingName(e))}; };
  if (bytes.starts_with("\xFF\xFE")) return verdict(Encoding::kUtf16Le);
  if (bytes.starts_with("\xFE\xFF")) return verdict(Encoding::kUtf16Be);
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) {
    return fail("FILE-0011", {{"offset", std::to_string(nul)}});
  }
  const bool bom = bytes.starts_with(kUtf8BomBytes);
  const std::size_t offence = validUtf8Prefix(bytes);
  if (offence == bytes.size()) return verdict(bom ? Encoding::kUtf8Bom : Encoding::kUtf8);
  if (bom || holdsUtf8Chinese(bytes, offence)) return fail("FILE-0012", {{"offset", std::to_string(offence)}});
  const GbScan gb = scanGb18030(bytes);
  if (gb.offence != bytes.size()) return badBytes(gb.offence);
  EncodingVerdict out = verdict(Encoding::kGb18030);
  if (!gb.fourByte) out.name = "GBK";
  return out;
}

std::unique_ptr<Decoder> makeDecoder(Encoding e) {
  switch (e) {
    case Encoding::kUtf8:
    case Encoding::kUtf8Bom:
      return std::make_unique<Utf8Decoder>(true);
    case Encoding::kUtf16Le:
      return std::make_unique<Utf16Decoder>(false);
    case Encoding::kUtf16Be:
      return std::make_unique<Utf16Decoder>(true);
    case Encoding::kGb18030:
      return std::make_unique<Gb18030Decoder>();
  }
  return nullptr;
}

Result<std::string> toUtf8(std::string_view bytes, Encoding e) {
  std::string out;
  MC_TRY(makeDecoder(e)->decode(bytes, true, out));
  return out;
}

Result<std::string> fromUtf8(std::string_view utf8, Encoding e) {
  if (const std::size_t good = validUtf8Prefix(utf8); good != utf8.size()) return badBytes(good);
  switch (e) {
    case Encoding::kUtf8:
      return std::string(utf8);
    case Encoding::kUtf8Bom:
      return std::string(kUtf8BomBytes) + std::string(utf8);
    case Encoding::kUtf16Le:
      return encodeUtf16(utf8, false);
    case Encoding::kUtf16Be:
      return encodeUtf16(utf8, true);
    case Encoding::kGb18030:
      return encodeGb18030(utf8);
  }
  return std::string(utf8);
}

}  // namespace medcredit::base
