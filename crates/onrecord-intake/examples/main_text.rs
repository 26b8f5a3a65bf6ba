use std::io::Read;
fn main() {
    let mut names: Vec<_> = std::fs::read_dir("/work/shared/data/intake/wcxb/dev/html").unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    let pages: Vec<(String, String)> = names.iter().map(|p| { let mut s = vec![]; flate2::read::GzDecoder::new(std::fs::File::open(p).unwrap()).read_to_end(&mut s).unwrap(); (p.file_name().unwrap().to_string_lossy().replace(".html.gz", ""), String::from_utf8_lossy(&s).into_owned()) }).collect();
    let t = std::time::Instant::now();
    let mut out = serde_json::Map::new();
    for (k, h) in &pages { out.insert(k.clone(), serde_json::json!({"text": onrecord_intake::testing::main_text(h)})); }
    eprintln!("{:.1} pages/s", pages.len() as f64 / t.elapsed().as_secs_f64());
    std::fs::write("/tmp/cmp/ours.json", serde_json::to_string(&out).unwrap()).unwrap();
}
