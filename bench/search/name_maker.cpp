#include "name_maker.h"

#include <array>
#include <optional>
#include <string_view>

#include "base/utf8.h"
#include "search/pinyin.h"

namespace medcredit::bench {

namespace {

constexpr std::u32string_view kPlaceCharacters =
    U"阳清云安东南西北河海山江湖平长新城州源泉林石龙凤武文昌永宁康泰和兴丰宝金银玉白青黄红桥口港湾岭峰谷川洛沙塘梅松柏"
    U"桂兰"
    U"荆襄淮汉赣闽粤桂滇黔渝蜀秦晋冀鲁豫皖苏浙沪津京辽吉黑蒙宁藏";
constexpr std::u32string_view kBrandCharacters =
    U"仁爱康宁福安泰和济世华夏博大同德益民惠众普瑞天地人心正元亨利贞嘉美佳丽雅圣贝乐颐养生春晖阳光明月星辰晨曦朝霞金玉"
    U"满堂"
    U"瑞祥云鹤松柏长青绿叶蓝海银杏百草千方万家五洲四季三立双喜一品九州六合八方七彩恒久远志诚信义厚善良友谊协和平乐中兴"
    U"盛昌隆"
    U"达通顺风顺水兴旺发财源广进步升高峰顶尖端优秀杰出卓越非凡创新未来希望梦想家园亲情温馨关怀呵护健美体育运动力量源泉"
    U"活水"
    U"鼎鑫森淼焱垚晶磊品众犇羴骉鱻芳菲蔓葳蕤萱茗芸苓茯苓黄芪当归杜仲枸杞甘草灵芝石斛丹参桔梗柴胡半夏陈皮薄荷佩兰";
constexpr std::u32string_view kGivenCharacters =
    U"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国文辉力健永红玉兰珍秀梅莲春菊香月凤洁琴素云雪荣爱妹霖瑶怡婵雁"
    U"蓓纨仪荷丹"
    U"蓉眉君琳澜黛青倩婷姣婉娴瑾颖露瑶怡婵贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷宁蓓志毅俊峰浩亮政谦亨奇固之轮翰朗伯"
    U"宏言若鸣朋"
    U"斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘义兴良海山仁波宁贵福生龙元全国胜学祥才发"
    U"武新利清飞彬"
    U"富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮";
constexpr std::u32string_view kSurnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    U"汪田任姜范方"
    U"石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
constexpr std::u32string_view kSoundCharacters =
    U"阿依古丽买提吐尔逊努尔江艾合麦木巴图孟克格日勒其木扎西次仁央金卓玛多吉旺";
constexpr std::array<std::u32string_view, 24> kKinds{U"医院",
                                                     U"人民医院",
                                                     U"中医院",
                                                     U"妇幼保健院",
                                                     U"口腔医院",
                                                     U"眼科医院",
                                                     U"综合门诊部",
                                                     U"口腔门诊部",
                                                     U"中医诊所",
                                                     U"诊所",
                                                     U"卫生院",
                                                     U"社区卫生服务中心",
                                                     U"医疗器械有限公司",
                                                     U"医药有限公司",
                                                     U"大药房有限公司",
                                                     U"消毒用品有限公司",
                                                     U"健康管理有限公司",
                                                     U"餐具消毒服务有限公司",
                                                     U"酒店有限公司",
                                                     U"美容美发店",
                                                     U"游泳馆",
                                                     U"宾馆",
                                                     U"实验学校",
                                                     U"生物科技股份有限公司"};
constexpr std::u32string_view kLimited = U"有限公司";
constexpr std::u32string_view kLimitedLong = U"有限责任公司";
constexpr std::u32string_view kSimplified = U"医县东华广药门诊卫务实学馆养长兰宁乐丽满德爱济云阳龙凤风财";
constexpr std::u32string_view kTraditional = U"醫縣東華廣藥門診衛務實學館養長蘭寧樂麗滿德愛濟雲陽龍鳳風財";
constexpr std::u32string_view kInterpuncts = U"·・•‧";

template <class Pool>
auto pick(Dice& dice, const Pool& pool) {
  return pool[dice.below(pool.size())];
}

std::u32string some(Dice& dice, std::u32string_view pool, std::size_t count) {
  std::u32string out;
  while (out.size() < count) out += pick(dice, pool);
  return out;
}

/// 1,200 divisions that all names share, as in life.
std::vector<std::u32string> makePlaces(Dice& dice) {
  constexpr std::size_t kPlaces = 1200;
  std::vector<std::u32string> out;
  while (out.size() < kPlaces)
    out.push_back(some(dice, kPlaceCharacters, 2) + pick(dice, std::u32string_view(U"市市县县区")));
  return out;
}

std::u32string makeOrganisation(Dice& dice, const std::vector<std::u32string>& places) {
  std::u32string place = pick(dice, places);
  const std::u32string brand = some(dice, kBrandCharacters, 2 + dice.below(3));
  const std::u32string kind(pick(dice, kKinds));
  if (dice.chance(10)) return brand + U"（" + place.substr(0, 2) + U"）" + kind;
  if (dice.chance(3)) return place + brand + U"ＡＢ" + kind;
  if (dice.chance(15)) place += some(dice, kPlaceCharacters, 2) + U"镇";
  std::u32string name = place + brand + kind;
  if (dice.chance(2)) {
    for (auto& c : name) {
      if (const auto at = kSimplified.find(c); at != kSimplified.npos) c = kTraditional[at];
    }
  }
  return name;
}

/// Surnames follow a falling frequency: the smaller of two throws.
std::u32string makePerson(Dice& dice) {
  const std::size_t at = std::min(dice.below(kSurnames.size()), dice.below(kSurnames.size()));
  return kSurnames[at] + some(dice, kGivenCharacters, dice.chance(85) ? 2 : 1);
}

std::u32string makeTwoPartName(Dice& dice) {
  return some(dice, kSoundCharacters, 2 + dice.below(3)) + U"·" + some(dice, kSoundCharacters, 2 + dice.below(3));
}

bool isIdeograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

std::size_t ideographs(const std::u32string& text) {
  std::size_t count = 0;
  for (const char32_t c : text) count += isIdeograph(c) ? 1 : 0;
  return count;
}

/// A place inside the text that holds an ideograph.
std::size_t somePlace(Dice& dice, const std::u32string& text) {
  std::size_t at = dice.below(text.size());
  while (!isIdeograph(text[at])) at = dice.below(text.size());
  return at;
}

char32_t otherCharacter(Dice& dice, char32_t c) {
  char32_t other = c;
  while (other == c) other = pick(dice, dice.chance(50) ? kBrandCharacters : kGivenCharacters);
  return other;
}

using Made = std::optional<std::u32string>;

Made replaced(Dice& dice, std::u32string text) {
  const std::size_t at = somePlace(dice, text);
  text[at] = otherCharacter(dice, text[at]);
  return text;
}

/// A homophone in common use: one that occurs in the pools of the generator.
Made sameSound(Dice& dice, std::u32string text) {
  static const std::u32string pool = std::u32string(kPlaceCharacters) + std::u32string(kBrandCharacters) +
                                     std::u32string(kGivenCharacters) + std::u32string(kSurnames);
  const std::size_t at = somePlace(dice, text);
  const auto syllable = search::readingOf(static_cast<char16_t>(text[at]));
  std::u32string choice;
  for (const char32_t c : pool) {
    if (c != text[at] && search::readingOf(static_cast<char16_t>(c)) == syllable) choice += c;
  }
  if (choice.empty()) return std::nullopt;
  text[at] = pick(dice, choice);
  return text;
}

Made swapped(Dice& dice, std::u32string text) {
  const std::size_t at = 1 + dice.below(text.size() - 2);
  if (text[at] == text[at + 1 == text.size() ? at - 1 : at + 1] || at + 1 == text.size()) return std::nullopt;
  if (!isIdeograph(text[at]) || !isIdeograph(text[at + 1])) return std::nullopt;
  std::swap(text[at], text[at + 1]);
  return text;
}

Made partOf(Dice& dice, const std::u32string& text, std::size_t length) {
  if (text.size() < length) return std::nullopt;
  const std::u32string part = text.substr(dice.below(text.size() - length + 1), length);
  return ideographs(part) == length ? Made(part) : std::nullopt;
}

Made mapped(const std::u32string& text, std::u32string_view from, std::u32string_view to) {
  std::u32string out = text;
  for (auto& c : out) {
    if (const auto at = from.find(c); at != from.npos) c = to[at];
  }
  return out == text ? Made() : Made(out);
}

Made otherInterpunct(Dice& dice, std::u32string text) {
  const auto at = text.find(U'·');
  if (at == text.npos) return std::nullopt;
  if (dice.chance(25)) return text.erase(at, 1);
  text[at] = kInterpuncts[1 + dice.below(3)];
  return text;
}

Made otherForm(const std::u32string& text) {
  const std::u32string_view view = text;
  if (!view.ends_with(kLimited) || view.ends_with(U"股份有限公司")) return std::nullopt;
  return text.substr(0, text.size() - kLimited.size()) + std::u32string(kLimitedLong);
}

Made reading(const std::u32string& text, bool whole) {
  std::u32string out;
  for (const char32_t c : text) {
    const auto syllable = search::syllableText(search::readingOf(static_cast<char16_t>(c)));
    if (syllable.empty()) return std::nullopt;
    for (const char letter : whole ? syllable : syllable.substr(0, 1)) out += static_cast<char32_t>(letter);
  }
  return out;
}

/// One attempt; empty when the operation does not suit the name.
Made distort(Dice& dice, const MadeName& source, Noise noise) {
  const std::u32string& name = source.name;
  const std::size_t length = name.size();
  const bool longName = !source.person && length >= 6;
  switch (noise) {
    case Noise::kExact:
      return name;
    case Noise::kPart1:
      return partOf(dice, name, 1);
    case Noise::kPart2:
      return partOf(dice, name, 2);
    case Noise::kPart4:
      return partOf(dice, name, 3 + dice.below(2));
    case Noise::kWrong:
      return longName ? replaced(dice, name) : Made();
    case Noise::kSameSound:
      return longName || length == 3 ? sameSound(dice, name) : Made();
    case Noise::kSwapped:
      return longName || (length == 3 && ideographs(name) == 3) ? swapped(dice, name) : Made();
    case Noise::kMissing:
      return longName ? Made(std::u32string(name).erase(somePlace(dice, name), 1)) : Made();
    case Noise::kAdded:
      return longName ? Made(std::u32string(name).insert(dice.below(length + 1), 1, otherCharacter(dice, 0))) : Made();
    case Noise::kPartWrong: {
      if (!longName) return Made();
      // From the front, so that something of the name's own is left: kinds alone name thousands.
      const std::size_t from = dice.below(3);
      const std::u32string part = name.substr(from, 7 + dice.below(3));
      return part.size() >= 7 && from + part.size() < length ? replaced(dice, part) : Made();
    }
    case Noise::kFormer:
      return source.former.empty() ? Made() : Made(source.former);
    case Noise::kTraditional:
      return mapped(name, kSimplified, kTraditional);
    case Noise::kInterpunct:
      return otherInterpunct(dice, name);
    case Noise::kWidth:
      return mapped(name, U"ＡＢ（）", U"ab()");
    case Noise::kLegalForm:
      return otherForm(name);
    case Noise::kInitials:
      return longName && ideographs(name) == length ? reading(name, false) : Made();
    case Noise::kPinyin:
      return longName && ideographs(name) == length ? reading(name, true) : Made();
  }
  return Made();
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::vector<MadeName> makeNames(std::size_t count, std::uint64_t seed) {
  Dice dice(seed);
  const auto places = makePlaces(dice);
  std::vector<MadeName> out;
  out.reserve(count);
  while (out.size() < count) {
    MadeName made;
    made.subject = static_cast<std::int64_t>(out.size()) + 1;
    const std::size_t lot = dice.below(100);
    made.person = lot >= 60;
    if (lot < 60) {
      made.name = makeOrganisation(dice, places);
      if (dice.chance(8)) made.former = makeOrganisation(dice, places);
    } else {
      made.name = lot < 98 ? makePerson(dice) : makeTwoPartName(dice);
    }
    out.push_back(std::move(made));
  }
  return out;
}

const char* noiseName(Noise noise) {
  constexpr std::array<const char*, kNoiseCount> kNames{
      "exact",      "part-1", "part-2",      "part-3-4",   "wrong", "same-sound", "swapped",  "missing", "added",
      "part-wrong", "former", "traditional", "interpunct", "width", "legal-form", "initials", "pinyin"};
  return kNames[static_cast<std::size_t>(noise)];
}

std::vector<MadeQuery> makeQueries(const std::vector<MadeName>& names, Noise noise, std::size_t count,
                                   std::uint64_t seed) {
  Dice dice(seed + static_cast<std::uint64_t>(noise) * 7919U);
  std::vector<MadeQuery> out;
  while (out.size() < count) {
    const std::size_t source = dice.below(names.size());
    const auto text = distort(dice, names[source], noise);
    if (text) out.push_back({noise, utf8(*text), source});
  }
  return out;
}

std::string utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) base::appendUtf8(out, c);
  return out;
}

}  // namespace medcredit::bench
