// Papers as files and pages, and what anybody may learn of them.
#include <algorithm>

#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "formats/paper_attach.h"
#include "formats/paper_pdf.h"
#include "service/evidence_head.h"
#include "service/paper_check.h"
#include "service/papers.h"

namespace medcredit::service {

namespace {

/// The signature over pages made before; a new one is kept from then on, so that the same pages are the same file.
base::Result<std::string> pagesSignature(Context& context, const store::PaperRow& row, const std::string& digest) {
  MC_ASSIGN(const auto known, store::findPaperFile(context.conn, row.id, digest));
  if (known) return known->signature;
  MC_ASSIGN(const auto key, crypto::Sm2PrivateKey::fromPem(context.keys.signingPem()));
  const store::PaperFile file{row.id, digest, crypto::toHex(key.sign(signedPages(row.digest, digest)))};
  if (context.conn.inTransaction()) {
    MC_TRY(store::insertPaperFile(context.conn, file, context.clock.now()));
    return file.signature;
  }
  MC_ASSIGN(auto transaction, store::Transaction::start(context.conn));
  MC_ASSIGN(const auto meanwhile, store::findPaperFile(context.conn, row.id, digest));
  if (meanwhile) return meanwhile->signature;
  MC_TRY(store::insertPaperFile(context.conn, file, context.clock.now()));
  MC_TRY(transaction.commit());
  return file.signature;
}

/// Address of the public site (paper.verify.address), for the two-dimensional code; empty: none is set.
std::string verifyAddress(const Context& context) {
  std::string address(context.law.value("paper.verify.address"));
  if (!address.starts_with("https://") && !address.starts_with("http://")) return {};
  while (address.ends_with('/')) address.pop_back();
  return address;
}

base::Result<PaperEnvelope> envelopeOf(Context& context, const KeptPaper& paper, const std::string& pages) {
  PaperEnvelope out;
  out.content = paper.content;
  out.signature = paper.row.signature;
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  out.publicKey = crypto::toHex(key.point());
  if (pages.empty()) return out;
  out.pagesDigest = crypto::sm3Hex(pages);
  MC_ASSIGN(out.pagesSignature, pagesSignature(context, paper.row, out.pagesDigest));
  return out;
}

base::Result<std::optional<PaperStanding>> standingOf(Context& context, std::int64_t id) {
  MC_ASSIGN(const auto paper, keptPaper(context, id));
  PaperStanding out;
  out.code = paper.row.code;
  out.title = paper.row.title;
  out.number = paper.row.number;
  out.issuedOn = paper.row.issuedOn;
  out.organ = paper.row.organ;
  out.digest = paper.row.digest;
  out.state = paper.row.state;
  out.successor = paper.successor;
  return std::optional<PaperStanding>(std::move(out));
}

/// Typed by people: case, blanks and hyphens do not matter.
std::string cleanCode(std::string_view typed) {
  constexpr std::size_t kGroup = 4;
  std::string letters;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (c != ' ' && c != '-') letters += c;
  }
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i != 0 && i % kGroup == 0) out += '-';
    out += letters[i];
  }
  return out;
}

}  // namespace

std::string paperBanner(const KeptPaper& paper) {
  if (paper.row.state == "superseded") return "本文书已被" + paper.successor + "取代，不再有效";
  if (paper.row.state == "revoked") return "本文书已被撤销，不再有效";
  return {};
}

base::Result<std::string> paperFile(Context& context, const KeptPaper& paper) {
  MC_ASSIGN(const auto pages, formats::paperPdf(paper.document, context.law.papers.layout,
                                                {paper.row.digest, paperBanner(paper), verifyAddress(context)}));
  MC_ASSIGN(const auto envelope, envelopeOf(context, paper, pages));
  return formats::attachText(pages, kPaperAttachment, envelopeText(envelope));
}

std::string paperPage(const KeptPaper& paper) {
  return formats::paperHtml(paper.document, {paper.row.digest, paperBanner(paper)});
}

base::Result<std::string> paperEnvelope(Context& context, const KeptPaper& paper) {
  MC_ASSIGN(const auto envelope, envelopeOf(context, paper, {}));
  return envelopeText(envelope);
}

base::Result<std::optional<PaperStanding>> paperByCode(Context& context, std::string_view code) {
  MC_ASSIGN(const auto row, store::findPaperByCode(context.conn, cleanCode(code)));
  if (!row) return std::optional<PaperStanding>();
  return standingOf(context, row->id);
}

base::Result<std::optional<PaperStanding>> paperByFile(Context& context, std::string_view bytes) {
  MC_ASSIGN(const auto key, logPublicKey(context.keys));
  const auto checked = checkPaper(bytes, key);
  if (!checked.ok()) return std::optional<PaperStanding>();
  return paperByCode(context, checked->document.code);
}

base::Result<std::optional<PaperStanding>> paperByDigest(Context& context, std::string_view digest) {
  MC_ASSIGN(const auto papers, store::papersOfFile(context.conn, digest));
  if (papers.empty()) return std::optional<PaperStanding>();
  return standingOf(context, papers.front());
}

}  // namespace medcredit::service
