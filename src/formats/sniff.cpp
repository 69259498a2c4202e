#include "formats/sniff.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/ascii.h"

namespace medcredit::formats {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kHead = 4096;
constexpr std::size_t kCompoundScan = 4U << 20U;

struct Magic {
  std::string_view bytes;
  std::string_view name;
};

constexpr std::array kMagics = {
    Magic{"%PDF"sv, "PDF 文件"},
    Magic{"\x89PNG"sv, "PNG 图片"},
    Magic{"\xFF\xD8\xFF"sv, "JPEG 图片"},
    Magic{"GIF8"sv, "GIF 图片"},
    Magic{"II*\0"sv, "TIFF 图片"},
    Magic{"MM\0*"sv, "TIFF 图片"},
    Magic{"RIFF"sv, "WebP 图片或音视频"},
    Magic{"Rar!"sv, "RAR 压缩包"},
    Magic{"7z\xBC\xAF"sv, "7z 压缩包"},
    Magic{"\x1F\x8B"sv, "gzip 压缩包"},
    Magic{"BZh"sv, "bzip2 压缩包"},
    Magic{"\xFD"
          "7zXZ"sv,
          "xz 压缩包"},
    Magic{"{\\rtf"sv, "RTF 文档"},
    Magic{"MZ"sv, "Windows 程序"},
    Magic{"\x7F"
          "ELF"sv,
          "Linux 程序"},
    Magic{"SQLite format 3"sv, "SQLite 数据库"},
    Magic{"PK\x05\x06"sv, "空压缩包"},
    Magic{"\x03\0\0\0"sv, "dBASE 表"},
};

std::string_view skipBlanks(std::string_view s) {
  const auto at = s.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : s.substr(at);
}

/// Directory entries of compound files carry UTF-16 names.
bool holdsUtf16(std::string_view haystack, std::string_view ascii) {
  std::string needle;
  for (const char c : ascii) {
    needle += c;
    needle += '\0';
  }
  return haystack.find(needle) != std::string_view::npos;
}

/// The compound file form of office before 2007, and the shell around every encrypted one.
base::Result<Content> compoundFile(const FileBytes& file) {
  MC_ASSIGN(std::string bytes, file.slice(0, kCompoundScan));
  if (file.size() > kCompoundScan) {
    MC_ASSIGN(const std::string tail, file.slice(file.size() - kCompoundScan, kCompoundScan));
    bytes += tail;
  }
  Content content{ContentKind::kForeign, "旧版 Office 文件", false};
  if (holdsUtf16(bytes, "EncryptedPackage")) {
    content.encrypted = true;
  } else if (holdsUtf16(bytes, "WordDocument")) {
    content.foreign = "旧版 Word 文档（.doc）";
  } else if (holdsUtf16(bytes, "PowerPoint Document")) {
    content.foreign = "旧版 PowerPoint 演示文稿（.ppt）";
  } else if (holdsUtf16(bytes, "Workbook") || holdsUtf16(bytes, "Book")) {
    content.foreign = "旧版 Excel 工作簿（.xls）";
  }
  return content;
}

/// A JSON document of rows begins with '{' and a key, or '[' and a value. "[许可机关],…" is a CSV header.
bool looksLikeJson(std::string_view text) {
  if (text.empty() || (text[0] != '{' && text[0] != '[')) return false;
  const std::string_view rest = skipBlanks(text.substr(1));
  if (text[0] == '{') return !rest.empty() && (rest[0] == '"' || rest[0] == '}');
  return !rest.empty() && std::string_view("{[\"]-0123456789").find(rest[0]) != std::string_view::npos;
}

}  // namespace

base::Result<Content> sniffContent(const FileBytes& file) {
  MC_ASSIGN(const std::string head, file.slice(0, kHead));
  const std::string_view bytes(head);
  if (bytes.starts_with("PK\x03\x04"sv)) return Content{ContentKind::kZip, "", false};
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return compoundFile(file);
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return Content{ContentKind::kForeign, std::string(magic.name), false};
  }
  if (bytes.starts_with("BM"sv) && bytes.find('\0') != std::string_view::npos) {
    return Content{ContentKind::kForeign, "BMP 图片", false};
  }
  if (bytes.substr(0, 12).find("ftyp"sv) == 4) return Content{ContentKind::kForeign, "音视频文件", false};
  if (bytes.size() > 262 && bytes.substr(257, 5) == "ustar"sv) {
    return Content{ContentKind::kForeign, "tar 归档", false};
  }
  const std::string_view text = skipBlanks(bytes.starts_with("\xEF\xBB\xBF"sv) ? bytes.substr(3) : bytes);
  for (const auto prefix : {"<html"sv, "<!doctype"sv, "<table"sv, "<meta"sv, "<head"sv}) {
    if (base::startsWithNoCase(text, prefix)) return Content{ContentKind::kForeign, "网页（HTML）", false};
  }
  if (text.starts_with("<?xml"sv) || text.starts_with("<Workbook"sv)) {
    return Content{ContentKind::kForeign, "XML 文件", false};
  }
  return Content{looksLikeJson(text) ? ContentKind::kJson : ContentKind::kText, "", false};
}

}  // namespace medcredit::formats
