// gen_csv ENTRY ROWS FILE [SUBJECTS]: writes a clean CSV of one entry of the Luoyang catalogue. Codes have right check
// characters, names are synthetic; the same arguments always give the same bytes.
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "support/records_factory.h"

int main(int argc, char** argv) {
  using namespace medcredit;
  if (argc < 4) {
    std::cerr << "usage: gen_csv ENTRY ROWS FILE [SUBJECTS]\n";
    return 2;
  }
  const auto law = jurisdiction::Loader(MC_SOURCE_DIR "/jurisdictions").load("henan-luoyang");
  if (!law.ok() || (*law)->entry(argv[1]) == nullptr) {
    std::cerr << "no such entry: " << argv[1] << '\n';
    return 1;
  }
  const int rows = std::atoi(argv[2]);
  const test::RecordsFactory factory(**law, argv[1], argc > 4 ? std::atoi(argv[4]) : 2000);
  std::ofstream out(argv[3], std::ios::binary | std::ios::trunc);
  std::string text;
  test::RecordsFactory::appendLine(text, factory.header());
  for (int n = 1; n <= rows; ++n) {
    test::RecordsFactory::appendLine(text, factory.row(n));
    if (text.size() > 1'000'000 || n == rows) {
      out << text;
      text.clear();
    }
  }
  out.close();
  if (!out) std::cerr << "cannot write " << argv[3] << '\n';
  return out ? 0 : 1;
}
