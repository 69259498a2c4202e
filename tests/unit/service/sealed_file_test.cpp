// Files sealed in pieces: any size comes back as it was, and nothing altered, cut off or moved is opened.
#include "service/sealed_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "support/collect_fixture.h"

namespace medcredit::service {
namespace {

using test::readFile;
using test::writeFile;

constexpr std::size_t kPiece = std::size_t{1} << 20U;

class SealedFileTest : public ::testing::Test {
 protected:
  void SetUp() override { keys_ = test::must(crypto::Keys::open((folder_ / "keys").string(), true, random_)); }
  std::filesystem::path seal(const std::string& text) {
    writeFile(folder_ / "plain", text);
    test::must(sealFile(folder_ / "plain", folder_ / "sealed", "return|J1", *keys_, random_));
    return folder_ / "sealed";
  }
  /// Code of the refusal; "" when it opens. Nothing is left behind by a refusal.
  std::string opened(const std::string& bytes, const char* place = "return|J1") {
    writeFile(folder_ / "changed", bytes);
    std::filesystem::remove(folder_ / "out");
    const auto status = openSealedFile(folder_ / "changed", folder_ / "out", place, *keys_);
    EXPECT_EQ(std::filesystem::exists(folder_ / "out"), status.ok());
    return status.ok() ? "" : status.error().code;
  }

  test::TempDir folder_;
  base::SystemRandom random_;
  std::optional<crypto::Keys> keys_;
};

TEST_F(SealedFileTest, AnySizeComesBack) {
  REQ("R-SEC-04");
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kPiece - 1, kPiece, kPiece + 1, 2 * kPiece, 2500000UL}) {
    std::string text(size, 'x');
    for (std::size_t i = 0; i < size; i += 97) text[i] = static_cast<char>('a' + i % 26);
    const auto sealed = seal(text);
    EXPECT_EQ(opened(readFile(sealed)), "") << size;
    EXPECT_EQ(readFile(folder_ / "out"), text) << size;
    if (size < 100) continue;
    EXPECT_EQ(readFile(sealed).find(text.substr(0, 100)), std::string::npos);
  }
}

TEST_F(SealedFileTest, WhatWasAlteredCutOffOrMovedIsRefused) {
  REQ("R-SEC-04");
  const std::string good = readFile(seal(std::string(2 * kPiece + 100, 'z')));
  EXPECT_EQ(opened(good, "return|J2"), "CRYP-0003") << "of another job";
  EXPECT_EQ(opened("MCSF2\n" + good.substr(6)), "CRYP-0001");
  for (const std::size_t at : {std::size_t{6}, std::size_t{200}, kPiece, good.size() - 1}) {
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_NE(opened(changed), "") << at;
  }
  // Cut at every piece and beside it; pieces in another order; one twice.
  std::size_t piece = 0;
  for (const char c : good.substr(6, 4)) piece = piece << 8U | static_cast<unsigned char>(c);
  piece += 4;
  for (const std::size_t cut : {std::size_t{6}, 6 + piece - 1, 6 + piece, 6 + piece + 3, 6 + 2 * piece}) {
    EXPECT_NE(opened(good.substr(0, cut)), "") << cut;
  }
  const auto first = good.substr(6, piece);
  const auto second = good.substr(6 + piece, piece);
  const auto rest = good.substr(6 + 2 * piece);
  EXPECT_EQ(opened("MCSF1\n" + second + first + rest), "CRYP-0003");
  EXPECT_EQ(opened("MCSF1\n" + first + second + second + rest), "CRYP-0003");
  EXPECT_EQ(opened("MCSF1\n" + first + rest), "CRYP-0003");
  EXPECT_EQ(opened(good), "") << "the whole one opens all the same";
}

TEST_F(SealedFileTest, OtherKeysOpenNothing) {
  const auto sealed = seal("张测试");
  const auto other = test::must(crypto::Keys::open((folder_ / "other").string(), true, random_));
  EXPECT_FALSE(openSealedFile(sealed, folder_ / "out", "return|J1", other).ok());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out"));
  EXPECT_EQ(openSealedFile(folder_ / "none", folder_ / "out", "return|J1", *keys_).error().code, "FILE-0001");
}

}  // namespace
}  // namespace medcredit::service
