#include "app/draw/fonts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <ft2build.h>
#include <imgui_freetype.h>
#include FT_FREETYPE_H

namespace layerwise {
namespace {

constexpr const char* kInter = "/usr/share/fonts/opentype/inter/Inter-Regular.otf";
constexpr const char* kInterSemiBold = "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf";
constexpr const char* kMono = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf";
constexpr const char* kMonoBold = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Bold.ttf";
constexpr const char* kStix = "/usr/share/fonts/opentype/stix/STIXGeneral-Regular.otf";
constexpr const char* kStixItalic = "/usr/share/fonts/opentype/stix/STIXGeneral-Italic.otf";
constexpr const char* kStixBoldItalic = "/usr/share/fonts/opentype/stix/STIXGeneral-BoldItalic.otf";
constexpr const char* kDejaVu = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

constexpr const char* kChinese = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr int kSimplified = 2;  // among the faces of that file

struct FontFile {
    const char* path;
    const char* package;
    std::string_view family;
    int weight = 400;
    bool italic = false;
};
constexpr std::array kFiles{
    FontFile{kInter, "fonts-inter", "Inter"},
    FontFile{kInterSemiBold, "fonts-inter", "Inter", 600},
    FontFile{kMono, "fonts-jetbrains-mono", "JetBrains Mono"},
    FontFile{kMonoBold, "fonts-jetbrains-mono", "JetBrains Mono", 700},
    FontFile{kStix, "fonts-stix", "STIXGeneral"},
    FontFile{kStixItalic, "fonts-stix", "STIXGeneral", 400, true},
    FontFile{kStixBoldItalic, "fonts-stix", "STIXGeneral", 700, true},
    FontFile{kDejaVu, "fonts-dejavu-core", "DejaVu Sans"},
};

// Latin, Greek, super- and subscripts, arrows and the operators that appear on screen.
constexpr std::array<ImWchar, 21> kTextRange{0x20,   0x17F,  0x2B0,  0x2BF,  0x302,  0x302,  0x370,
                                             0x3FF,  0x1D40, 0x1D6A, 0x2010, 0x205E, 0x2070, 0x209F,
                                             0x2190, 0x22FF, 0x25A0, 0x25FF, 0x2713, 0x2714, 0};
constexpr std::array<ImWchar, 11> kMathRange{0x20,   0xFF,   0x302,  0x302,  0x370, 0x3FF,
                                             0x2010, 0x2044, 0x2190, 0x22FF, 0};
constexpr std::array<ImWchar, 7> kLetterRange{0x20, 0x17F, 0x302, 0x302, 0x370, 0x3FF, 0};

// ImGui rounds every advance up to whole pixels, which spaces small text out. The typeface's own
// advance replaces it: rounded to the nearest pixel for text, so that glyphs stay sharp, and exact
// for formulas.
class Advances {
public:
    Advances() { FT_Init_FreeType(&library_); }
    ~Advances() { FT_Done_FreeType(library_); }
    Advances(const Advances&) = delete;
    Advances& operator=(const Advances&) = delete;

    struct Request {
        ImFont* font;
        std::vector<const char*> files;  // in the order of merging: the first that has it counts
        float size;
        bool exact;
    };

    // Gives the first file's em, in pixels.
    float correct(const Request& request) const {
        std::vector<FT_Face> faces;
        float em = request.size;
        for (const char* file : request.files) {
            FT_Face face = nullptr;
            if (FT_New_Face(library_, file, 0, &face) == 0) {
                FT_Size_RequestRec size{FT_SIZE_REQUEST_TYPE_REAL_DIM, 0,
                                        static_cast<FT_Long>(request.size * 64), 0, 0};
                FT_Request_Size(face, &size);
                if (faces.empty()) {
                    constexpr float kFixed = 65536.0F * 64;  // 16.16 of 26.6
                    em = static_cast<float>(face->units_per_EM) *
                         static_cast<float>(face->size->metrics.y_scale) / kFixed;
                }
                faces.push_back(face);
            }
        }
        ImFont& font = *request.font;
        for (ImFontGlyph& glyph : font.Glyphs) {
            for (FT_Face face : faces) {
                const FT_UInt index = FT_Get_Char_Index(face, glyph.Codepoint);
                if (index == 0 || FT_Load_Glyph(face, index, FT_LOAD_NO_HINTING) != 0) {
                    continue;
                }
                const float advance = static_cast<float>(face->glyph->linearHoriAdvance) / 65536.0F;
                // A gap between words is rather a pixel too wide than one too narrow.
                const bool is_space = glyph.Codepoint == ' ';
                glyph.AdvanceX = request.exact ? advance
                                 : is_space    ? std::ceil(advance)
                                               : std::round(advance);
                break;
            }
        }
        font.BuildLookupTable();
        for (FT_Face face : faces) {
            FT_Done_Face(face);
        }
        return em;
    }

private:
    FT_Library library_ = nullptr;
};

class Builder {
public:
    Builder(float scale, std::string_view texts) : scale_(scale) {
        if (texts.empty() || !has_chinese_font()) {
            return;
        }
        // Only what is said: all of the font's letters would fill an atlas of their own.
        constexpr ImWchar kFirst = 0x2E80;  // of the letters that the other fonts lack
        ImFontGlyphRangesBuilder letters;
        letters.AddText(texts.data(), texts.data() + texts.size());
        for (ImWchar c = 0; c < kFirst; ++c) {
            letters.UsedChars[c >> 5] &= ~(1U << (c & 31));
        }
        letters.BuildRanges(&chinese_);
    }

    // The face itself, with DejaVu behind it for what it lacks.
    ImFont* text(const char* path, float size) {
        ImFont* font = add(path, size, kTextRange.data(), false);
        add(kDejaVu, size, kTextRange.data(), true);
        if (chinese_.Size > 1) {
            add(kChinese, size, chinese_.Data, true, kSimplified);
        }
        requests_.push_back({font, {path, kDejaVu}, size * scale_, false});
        return font;
    }

    MathFont math(float size) {
        MathFont font;
        font.bold_italic = letters(kStixBoldItalic, size);
        font.italic = letters(kStixItalic, size);
        font.upright = add(kStix, size, kMathRange.data(), false);
        add(kDejaVu, size * 0.9F, kMathRange.data(), true);
        requests_.push_back({font.upright, {kStix, kDejaVu}, size * scale_, true});
        return font;
    }

    // Rasterises all faces. Glyphs exist only after it.
    std::vector<FontFace> finish() const {
        ImGui::GetIO().Fonts->Build();
        const Advances advances;
        std::vector<FontFace> faces;
        for (const Advances::Request& request : requests_) {
            const float em = advances.correct(request);
            const FontFile& file = *std::ranges::find(kFiles, request.files[0], &FontFile::path);
            faces.push_back({request.font, file.family, file.weight, file.italic, em});
        }
        return faces;
    }

private:
    ImFont* letters(const char* path, float size) {
        ImFont* font = add(path, size, kLetterRange.data(), false);
        requests_.push_back({font, {path}, size * scale_, true});
        return font;
    }

    ImFont* add(const char* path, float size, const ImWchar* ranges, bool merge,
                int face = 0) const {
        ImFontConfig config;
        config.FontNo = face;
        config.MergeMode = merge;
        config.PixelSnapH = false;
        return ImGui::GetIO().Fonts->AddFontFromFileTTF(path, size * scale_, &config, ranges);
    }

    float scale_;
    ImVector<ImWchar> chinese_;  // ranges, until the atlas is built
    std::vector<Advances::Request> requests_;
};

}  // namespace

bool has_chinese_font() {
    return std::filesystem::exists(kChinese);
}

Result<Fonts> build_fonts(float scale, std::string_view texts) {
    for (const FontFile& file : kFiles) {
        if (!std::filesystem::exists(file.path)) {
            return Error{fmt::format("{}: expected a font of the package {}, found no such file",
                                     file.path, file.package)};
        }
    }
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas.TexDesiredWidth = 2048;
    Builder build(scale, texts);
    Fonts fonts;
    fonts.text = build.text(kInter, 13.5F);
    fonts.text_bold = build.text(kInterSemiBold, 13.5F);
    fonts.small = build.text(kInter, 12);
    fonts.caps = build.text(kInterSemiBold, 11);
    fonts.title = build.text(kInterSemiBold, 17);
    fonts.mono = build.text(kMono, 13);
    fonts.mono_bold = build.text(kMonoBold, 13);
    fonts.mono_small = build.text(kMono, 11.5F);
    fonts.display = build.math(30);
    fonts.display_script = build.math(19);
    fonts.label = build.math(19);
    fonts.label_script = build.math(13);
    fonts.faces = build.finish();
    ImGui::GetIO().FontDefault = fonts.text;
    return fonts;
}

Fonts default_fonts() {
    ImFont* font = ImGui::GetIO().Fonts->AddFontDefault();
    const MathFont math{font, font, font};
    return {font, font, font, font, font, font, font, font, math, math, math, math, {}};
}

}  // namespace layerwise
