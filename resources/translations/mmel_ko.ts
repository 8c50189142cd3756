<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Stopping after this step</source>
        <translation>현재 단계를 마치고 중지합니다</translation>
    </message>
    <message>
        <source>Explaining {name}</source>
        <translation>{name} 설명 생성 중</translation>
    </message>
    <message>
        <source>Explaining {name} for comparison</source>
        <translation>비교용 {name} 설명 생성 중</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{count}개 중 {number}번째</translation>
    </message>
    <message numerus="yes">
        <source>Explaining %n image(s)</source>
        <translation>
            <numerusform>이미지 %n개 설명 생성 중</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the model “{spec}”</source>
        <translation>모델 “{spec}” 불러오는 중</translation>
    </message>
    <message>
        <source>almost done</source>
        <translation>거의 끝났습니다</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>{seconds}초 남음</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>약 {minutes}분 남음</translation>
    </message>
    <message>
        <source>about {hours:.1f} h left</source>
        <translation>약 {hours:.1f}시간 남음</translation>
    </message>
    <message>
        <source>Removing regions of {name}</source>
        <translation>{name}의 영역 제거 중</translation>
    </message>
    <message>
        <source>Measuring interactions on {name}</source>
        <translation>{name}의 상호작용 측정 중</translation>
    </message>
    <message>
        <source>Measuring the removal curve of {name}</source>
        <translation>{name}의 제거 곡선 측정 중</translation>
    </message>
    <message>
        <source>explaining</source>
        <translation>설명 생성</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) could not be explained</source>
        <translation>
            <numerusform>이미지 %n개의 설명을 생성하지 못했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>the first: {problem}</source>
        <translation>첫 번째 문제: {problem}</translation>
    </message>
    <message>
        <source>The gallery&apos;s filter “Not explained” shows them; each one&apos;s run keeps its reason.</source>
        <translation>갤러리 필터 “설명 없음”에서 볼 수 있으며, 각 실행 기록에 이유가 남아 있습니다.</translation>
    </message>
    <message>
        <source>Annotate {regions}</source>
        <translation>{regions}에 주석 달기</translation>
    </message>
    <message>
        <source>Annotate the relation between them</source>
        <translation>둘 사이의 관계에 주석 달기</translation>
    </message>
    <message>
        <source>Go to the region that holds it</source>
        <translation>이 영역을 포함하는 영역으로 이동</translation>
    </message>
    <message>
        <source>Go to its strongest part</source>
        <translation>가장 강한 부분으로 이동</translation>
    </message>
    <message>
        <source>Annotate the whole image</source>
        <translation>이미지 전체에 주석 달기</translation>
    </message>
    <message>
        <source>Remove {regions}</source>
        <translation>{regions} 제거</translation>
    </message>
    <message>
        <source>Keep only {regions}</source>
        <translation>{regions}만 유지</translation>
    </message>
    <message>
        <source>Measure their interaction</source>
        <translation>상호작용 측정</translation>
    </message>
    <message>
        <source>asking the model…</source>
        <translation>모델에 묻는 중…</translation>
    </message>
    <message>
        <source>✕ trust check failed: {names}</source>
        <translation>✕ 신뢰도 점검 실패: {names}</translation>
    </message>
    <message>
        <source>! trust check warns: {names}</source>
        <translation>! 신뢰도 점검 경고: {names}</translation>
    </message>
    <message>
        <source>Drag a box around the failure · Esc ends</source>
        <translation>실패한 곳을 끌어서 상자로 표시 · Esc로 끝내기</translation>
    </message>
    <message>
        <source>Click the corners · Enter closes · Backspace takes one back · Esc ends</source>
        <translation>꼭짓점을 클릭 · Enter로 닫기 · Backspace로 하나 취소 · Esc로 끝내기</translation>
    </message>
    <message>
        <source>Paint · Shift rubs out · [ and ] change the size · Enter keeps it · Esc ends</source>
        <translation>칠하기 · Shift로 지우기 · [ 와 ] 로 크기 조절 · Enter로 확정 · Esc로 끝내기</translation>
    </message>
    <message>
        <source>Click the spot · Esc ends</source>
        <translation>지점을 클릭 · Esc로 끝내기</translation>
    </message>
    <message>
        <source>Image canvas</source>
        <translation>이미지 캔버스</translation>
    </message>
    <message>
        <source>Fit the image</source>
        <translation>이미지를 화면에 맞춤</translation>
    </message>
    <message>
        <source>not seen by the model</source>
        <translation>모델이 보지 않은 부분</translation>
    </message>
    <message>
        <source>heat {value}</source>
        <translation>근거 {value}</translation>
    </message>
    <message>
        <source>region {number}</source>
        <translation>영역 {number}</translation>
    </message>
    <message>
        <source>regions {numbers} and {last}</source>
        <translation>영역 {numbers}, {last}</translation>
    </message>
    <message>
        <source>Without {regions}</source>
        <translation>{regions} 제외</translation>
    </message>
    <message>
        <source>Only {regions}</source>
        <translation>{regions}만</translation>
    </message>
    <message>
        <source>The score does not need it.</source>
        <translation>점수에 필요하지 않은 영역입니다.</translation>
    </message>
    <message>
        <source>The score falls without it: it supports the prompt.</source>
        <translation>제거하면 점수가 내려갑니다. 프롬프트를 뒷받침하는 영역입니다.</translation>
    </message>
    <message>
        <source>The score rises without it: it speaks against the prompt.</source>
        <translation>제거하면 점수가 올라갑니다. 프롬프트에 반하는 영역입니다.</translation>
    </message>
    <message>
        <source>Without it the score is {after} instead of {whole}: such a score is too low to say whether it is needed.</source>
        <translation>이 영역이 없을 때 점수는 {whole} 대신 {after}입니다. 점수가 너무 낮아 이 영역이 필요한지는 말할 수 없습니다.</translation>
    </message>
    <message>
        <source>Alone it reaches the whole score: it is sufficient.</source>
        <translation>이 영역만으로 전체 점수에 이릅니다. 충분한 근거입니다.</translation>
    </message>
    <message>
        <source>Alone it does not reach the whole score.</source>
        <translation>이 영역만으로는 전체 점수에 이르지 못합니다.</translation>
    </message>
    <message>
        <source>Alone it has {after} of {whole}: such a score is too low to say whether it is sufficient.</source>
        <translation>이 영역만으로는 전체 {whole} 중 {after}입니다. 점수가 너무 낮아 이 영역만으로 충분한지는 말할 수 없습니다.</translation>
    </message>
    <message>
        <source>independent ±.000</source>
        <translation>독립적 ±.000</translation>
    </message>
    <message>
        <source>need one another +{figure}</source>
        <translation>서로 필요함 +{figure}</translation>
    </message>
    <message>
        <source>replace one another −{figure}</source>
        <translation>서로 대체함 −{figure}</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>백업 복원</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Backups, newest first</source>
        <translation>백업 목록, 최신순</translation>
    </message>
    <message>
        <source>The session as it is now stays beside the restored one under a name that ends in “replaced” and the time. Nothing is lost.</source>
        <translation>현재 세션은 이름 끝에 “replaced”와 시각이 붙어 복원된 세션 옆에 보관됩니다. 잃는 것은 없습니다.</translation>
    </message>
    <message>
        <source>There is no backup of this session yet. File › Back up session makes one.</source>
        <translation>이 세션의 백업이 아직 없습니다. 파일 › 세션 백업에서 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>{name}  ·  {size:.1f} MiB</source>
        <translation>{name}  ·  {size:.1f} MiB</translation>
    </message>
    <message>
        <source>{moment}  ·  set aside by a restore  ·  {size:.1f} MiB</source>
        <translation>{moment}  ·  복원할 때 따로 보관됨  ·  {size:.1f} MiB</translation>
    </message>
    <message>
        <source>{moment}  ·  up to entry {entry}  ·  {size:.1f} MiB</source>
        <translation>{moment}  ·  기록 {entry}번까지  ·  {size:.1f} MiB</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>명령 찾기</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>데이터 내보내기</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>위치 선택…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Report what happened</source>
        <translation>발생한 문제 알리기</translation>
    </message>
    <message>
        <source>Copy and close</source>
        <translation>복사하고 닫기</translation>
    </message>
    <message>
        <source>Nothing is sent by itself. The text holds versions, settings and the end of the log; file names, folders, prompts and your account are replaced. Say in the first lines what you did.</source>
        <translation>자동으로 전송되는 내용은 없습니다. 이 글에는 버전, 설정, 로그의 끝부분이 들어 있으며 파일 이름, 폴더, 프롬프트, 계정은 가려집니다. 첫 줄에 무엇을 하고 있었는지 적어 주세요.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>문제 보고</translation>
    </message>
    <message>
        <source>MMEL sessions (*.mmel)</source>
        <translation>MMEL 세션 (*.mmel)</translation>
    </message>
    <message>
        <source>PDF reports (*.pdf)</source>
        <translation>PDF 보고서 (*.pdf)</translation>
    </message>
    <message>
        <source>Sessions, reports and bundles (*.mmel *.pdf *.mmelbundle)</source>
        <translation>세션, 보고서, 번들 (*.mmel *.pdf *.mmelbundle)</translation>
    </message>
    <message>
        <source>Failure terms (*.toml *.json)</source>
        <translation>실패 용어 (*.toml *.json)</translation>
    </message>
    <message>
        <source>Failure terms (*.toml)</source>
        <translation>실패 용어 (*.toml)</translation>
    </message>
    <message>
        <source>COCO and GeoJSON files (*.json *.geojson)</source>
        <translation>COCO 및 GeoJSON 파일 (*.json *.geojson)</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>이미지 추가</translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation>이미지 ({patterns})</translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation>이미지 폴더 추가</translation>
    </message>
    <message>
        <source>Where do the images lie now?</source>
        <translation>이미지가 지금 어디에 있습니까?</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>새 세션</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>보고서 내보내기</translation>
    </message>
    <message>
        <source>Verify a file</source>
        <translation>파일 검증</translation>
    </message>
    <message>
        <source>Exports ({pattern})</source>
        <translation>내보내기 파일 ({pattern})</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>주석 가져오기</translation>
    </message>
    <message>
        <source>Load failure terms</source>
        <translation>실패 용어 불러오기</translation>
    </message>
    <message>
        <source>Save an example file</source>
        <translation>예제 파일 저장</translation>
    </message>
    <message>
        <source>Bundles ({pattern})</source>
        <translation>번들 ({pattern})</translation>
    </message>
    <message>
        <source>Save as bundle</source>
        <translation>번들로 저장</translation>
    </message>
    <message>
        <source>Open bundle</source>
        <translation>번들 열기</translation>
    </message>
    <message>
        <source>Where shall the bundle be unpacked?</source>
        <translation>번들을 어디에 풀까요?</translation>
    </message>
    <message>
        <source>Edit all prompts</source>
        <translation>전체 프롬프트 편집</translation>
    </message>
    <message>
        <source>Use these prompts</source>
        <translation>이 프롬프트 사용</translation>
    </message>
    <message>
        <source>One prompt per line. Blank lines and repetitions are left out. One undo takes all back.</source>
        <translation>한 줄에 프롬프트 하나씩 적습니다. 빈 줄과 중복은 제외되며, 실행 취소 한 번으로 모두 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Append a set…</source>
        <translation>모음 덧붙이기…</translation>
    </message>
    <message>
        <source>Append a set of prompts</source>
        <translation>프롬프트 모음 덧붙이기</translation>
    </message>
    <message>
        <source>Prompts, one per line</source>
        <translation>프롬프트, 한 줄에 하나씩</translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>프롬프트 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>so many make every explanation slower</source>
        <translation>이렇게 많으면 설명 생성이 느려집니다</translation>
    </message>
    <message>
        <source>Reopen the session</source>
        <translation>세션 다시 열기</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>The sign-off stays in the record and is marked as ended by this reopening. Sign the session off again when you are done.</source>
        <translation>최종 서명은 기록에 남고, 이번에 다시 열면서 종료된 것으로 표시됩니다. 작업을 마치면 다시 서명하세요.</translation>
    </message>
    <message>
        <source>Change a judgement</source>
        <translation>판정 변경</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>This judgement already stands in a report, an export or a sign-off. Both versions stay in the record, and the next report marks the change. You are asked once for each judgement.</source>
        <translation>이 판정은 이미 보고서, 내보내기 또는 최종 서명에 들어 있습니다. 두 버전 모두 기록에 남으며, 다음 보고서에 변경이 표시됩니다. 판정마다 한 번만 묻습니다.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>analyst</source>
        <translation>분석가</translation>
    </message>
    <message>
        <source>second reviewer</source>
        <translation>2차 검토자</translation>
    </message>
    <message>
        <source>approver</source>
        <translation>승인자</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>검토자</translation>
    </message>
    <message>
        <source>Review as this person</source>
        <translation>이 이름으로 검토</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>The name is declared, not proven: anyone at this computer can write it. Where somebody else judged an image before, your verdict is kept beside the first one. The session is opened anew under your name.</source>
        <translation>이름은 신고한 것일 뿐 증명된 것이 아니며, 이 컴퓨터를 쓰는 누구나 적을 수 있습니다. 다른 사람이 이미 판정한 이미지에서는 내 판정이 첫 판정과 나란히 보관됩니다. 세션은 새 이름으로 다시 열립니다.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Verdict before the explanation is shown</source>
        <translation>설명을 보기 전에 판정하기</translation>
    </message>
    <message>
        <source>Hide file names meanwhile</source>
        <translation>그동안 파일 이름 숨기기</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>키보드</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Another language appears at the next start. Prompts stay as you write them.</source>
        <translation>언어는 다음 시작 때 바뀝니다. 프롬프트는 입력한 그대로 유지됩니다.</translation>
    </message>
    <message>
        <source>Blind review</source>
        <translation>블라인드 검토</translation>
    </message>
    <message>
        <source>The record says of each verdict whether it was given blind.</source>
        <translation>각 판정이 블라인드로 이루어졌는지 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>명령과 단축키</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>새 단축키</translation>
    </message>
    <message>
        <source>Remove the keys</source>
        <translation>단축키 제거</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>기본값으로</translation>
    </message>
    <message>
        <source>All as delivered</source>
        <translation>모두 기본값으로</translation>
    </message>
    <message>
        <source>{keys} moves about in the window and cannot be a command’s; press others.</source>
        <translation>{keys} 키는 창 안에서 이동하는 데 쓰이므로 명령에 지정할 수 없습니다. 다른 키를 누르세요.</translation>
    </message>
    <message>
        <source>{keys} already belongs to “{command}”; press others, or give that other keys first.</source>
        <translation>{keys}은(는) 이미 “{command}”에 쓰이고 있습니다. 다른 키를 누르거나 그 명령의 키를 먼저 바꾸세요.</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>화살표 키</translation>
    </message>
    <message>
        <source>Walk over the regions; Shift adds</source>
        <translation>영역 사이를 이동, Shift로 추가 선택</translation>
    </message>
    <message>
        <source>Page Up / Page Down</source>
        <translation>Page Up / Page Down</translation>
    </message>
    <message>
        <source>To the region that holds it / its strongest part</source>
        <translation>포함하는 영역으로 / 가장 강한 부분으로</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Annotate the selected regions</source>
        <translation>선택한 영역에 주석 달기</translation>
    </message>
    <message>
        <source>Peek at the bare image</source>
        <translation>원본 이미지 잠깐 보기</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
    </message>
    <message>
        <source>Select the region under the pointer</source>
        <translation>포인터 아래의 영역 선택</translation>
    </message>
    <message>
        <source>Shift+Click</source>
        <translation>Shift+클릭</translation>
    </message>
    <message>
        <source>Add it to the selection</source>
        <translation>선택에 추가</translation>
    </message>
    <message>
        <source>Alt+Click</source>
        <translation>Alt+클릭</translation>
    </message>
    <message>
        <source>Select the region that holds it</source>
        <translation>그 영역을 포함하는 영역 선택</translation>
    </message>
    <message>
        <source>+  -  0</source>
        <translation>+  -  0</translation>
    </message>
    <message>
        <source>Zoom in, out, show all; in the graph, too</source>
        <translation>확대, 축소, 전체 보기 (그래프에서도)</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>마우스 휠</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>포인터 위치에서 확대·축소</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>끌기</translation>
    </message>
    <message>
        <source>Move the image; with Space also while drawing</source>
        <translation>이미지 이동, 그리는 중에는 Space를 누른 채</translation>
    </message>
    <message>
        <source>[  ]  Backspace</source>
        <translation>[  ]  Backspace</translation>
    </message>
    <message>
        <source>Thinner or thicker brush; take back a corner</source>
        <translation>브러시를 가늘게·굵게, 꼭짓점 하나 취소</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>End the tool or the selection; back to the image</source>
        <translation>도구나 선택을 끝내고 이미지로 돌아가기</translation>
    </message>
    <message>
        <source>Alt+0 – Alt+5</source>
        <translation>Alt+0 – Alt+5</translation>
    </message>
    <message>
        <source>Severity, from not assessed to catastrophic</source>
        <translation>심각도, 평가 안 됨부터 치명적까지</translation>
    </message>
    <message>
        <source>0 – 5, Delete</source>
        <translation>0 – 5, Delete</translation>
    </message>
    <message>
        <source>In the table: severity, and delete the annotation</source>
        <translation>표에서: 심각도 지정, 주석 삭제</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>Find the effect by any part of its name</source>
        <translation>이름의 일부로 결과 찾기</translation>
    </message>
    <message>
        <source>Tab, Space</source>
        <translation>Tab, Space</translation>
    </message>
    <message>
        <source>Go on; choose a trigger</source>
        <translation>다음으로; 유발 요인 선택</translation>
    </message>
    <message>
        <source>Annotation form</source>
        <translation>주석 양식</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>최종 서명</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>선택 사항</translation>
    </message>
    <message>
        <source>of the key</source>
        <translation>키의 암호</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>서명자</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>의미</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>비고</translation>
    </message>
    <message>
        <source>Images with a verdict: {judged} of {images}</source>
        <translation>판정한 이미지: {images}개 중 {judged}개</translation>
    </message>
    <message>
        <source>none: the name is declared, not proven</source>
        <translation>없음: 이름은 신고만 되고 증명되지 않습니다</translation>
    </message>
    <message>
        <source>After the sign-off nobody can edit the session until it is reopened, which is recorded too.</source>
        <translation>최종 서명 후에는 다시 열 때까지 아무도 세션을 편집할 수 없으며, 다시 연 사실도 기록됩니다.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>서명 키</translation>
    </message>
    <message>
        <source>New signing key</source>
        <translation>새 서명 키</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>키 만들기</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>한 번 더</translation>
    </message>
    <message>
        <source>The file is encrypted with the passphrase, and only your account may read it. Nobody can recover either: keep the passphrase, and a copy of the file in a safe place.</source>
        <translation>파일은 이 암호로 암호화되며 사용자 계정만 읽을 수 있습니다. 둘 다 누구도 복구할 수 없으니 암호를 보관하고 파일 사본을 안전한 곳에 두세요.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>두 암호가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>making a signing key</source>
        <translation>서명 키 만들기</translation>
    </message>
    <message>
        <source>Signing keys ({pattern})</source>
        <translation>서명 키 ({pattern})</translation>
    </message>
    <message>
        <source>Choose a signing key</source>
        <translation>서명 키 선택</translation>
    </message>
    <message>
        <source>Signing with a key needs the package “cryptography”: install it (pip install cryptography) and start MMEL Desktop again.</source>
        <translation>키로 서명하려면 “cryptography” 패키지가 필요합니다. 설치한 뒤(pip install cryptography) MMEL Desktop을 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The key was made; its fingerprint is {fingerprint}. Keep the passphrase and a copy of the file: nobody can recover them. Give the fingerprint to your readers by another way; it tells them whose signature it is.</source>
        <translation>키를 만들었습니다. 지문은 {fingerprint}입니다. 암호와 파일 사본을 보관하세요. 누구도 복구할 수 없습니다. 지문은 다른 경로로 독자에게 알려 주세요. 누구의 서명인지 알려 주는 것입니다.</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>새 키…</translation>
    </message>
    <message numerus="yes">
        <source>%n of them was/were given before the explanation was shown</source>
        <translation>
            <numerusform>그중 %n개는 설명을 보기 전에 판정했습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without a verdict</source>
        <translation>
            <numerusform>판정이 없는 이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without an explanation</source>
        <translation>
            <numerusform>설명이 없는 이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) on which reviewers disagree</source>
        <translation>
            <numerusform>검토자 의견이 일치하지 않는 이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) still open</source>
        <translation>
            <numerusform>아직 미결인 주석 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) disputed</source>
        <translation>
            <numerusform>이견이 있는 주석 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) of the kind “other” without a description</source>
        <translation>
            <numerusform>설명이 없는 “기타” 주석 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>최근 세션 열기</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>패널</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>End blind review</source>
        <translation>블라인드 검토 끝내기</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>갤러리</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>대시보드</translation>
    </message>
    <message>
        <source>Prompts &amp;&amp; scores</source>
        <translation>프롬프트와 점수</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>수준</translation>
    </message>
    <message>
        <source>Relations</source>
        <translation>관계</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>용어</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>주석</translation>
    </message>
    <message>
        <source>Effects</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>유발 요인</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Failure terms</source>
        <translation>실패 용어</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새로 추가</translation>
    </message>
    <message>
        <source>other words</source>
        <translation>문구 변경</translation>
    </message>
    <message>
        <source>offered again</source>
        <translation>다시 제공</translation>
    </message>
    <message>
        <source>no longer offered</source>
        <translation>더 제공 안 함</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>숨김</translation>
    </message>
    <message>
        <source>shown again</source>
        <translation>다시 표시</translation>
    </message>
    <message>
        <source>your team</source>
        <translation>우리 팀</translation>
    </message>
    <message>
        <source>program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>제공 안 함</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>주석</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>감사</translation>
    </message>
    <message>
        <source>Graph written: {name}</source>
        <translation>그래프 저장됨: {name}</translation>
    </message>
    <message>
        <source>exporting the graph</source>
        <translation>그래프 내보내기</translation>
    </message>
    <message>
        <source>Blind review: you have judged this image; what was kept back is shown.</source>
        <translation>블라인드 검토: 이 이미지는 판정했습니다. 가려 두었던 내용이 표시됩니다.</translation>
    </message>
    <message>
        <source>This session can be read but not edited: {reason}.</source>
        <translation>이 세션은 읽을 수만 있고 편집할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Blind review: give your verdict, then the explanation appears.</source>
        <translation>블라인드 검토: 먼저 판정하면 설명이 나타납니다.</translation>
    </message>
    <message>
        <source>Comparing methods</source>
        <translation>방법 비교 중</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>작업자</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Filter the trail</source>
        <translation>감사 추적 필터</translation>
    </message>
    <message>
        <source>Filter the audit trail</source>
        <translation>감사 추적 필터</translation>
    </message>
    <message>
        <source>Blind review: entries about images that you have not judged yet, and entries with hidden names, are left out.</source>
        <translation>블라인드 검토: 아직 판정하지 않은 이미지에 관한 항목과 숨긴 이름이 있는 항목은 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>by {name} ({role})</source>
        <translation>{name} ({role})</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… 외 {count}개</translation>
    </message>
    <message>
        <source>reason: {reason}</source>
        <translation>이유: {reason}</translation>
    </message>
    <message>
        <source>the clock had gone back</source>
        <translation>시계가 뒤로 돌아가 있었습니다</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>감사 추적</translation>
    </message>
    <message>
        <source>Click to see these images.</source>
        <translation>클릭하면 해당 이미지를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Failures by kind</source>
        <translation>유형별 실패</translation>
    </message>
    <message>
        <source>Failures by trigger</source>
        <translation>유발 요인별 실패</translation>
    </message>
    <message>
        <source>Failures by severity</source>
        <translation>심각도별 실패</translation>
    </message>
    <message>
        <source>“{prompt}”, median {median}</source>
        <translation>“{prompt}”, 중앙값 {median}</translation>
    </message>
    <message>
        <source>Verdict: {verdict}</source>
        <translation>판정: {verdict}</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>a check fails</source>
        <translation>실패한 점검 있음</translation>
    </message>
    <message>
        <source>a check warns</source>
        <translation>경고한 점검 있음</translation>
    </message>
    <message>
        <source>all checks pass</source>
        <translation>모든 점검 통과</translation>
    </message>
    <message>
        <source>no checks</source>
        <translation>점검 없음</translation>
    </message>
    <message>
        <source>Trust checks: {outcome}</source>
        <translation>신뢰도 점검: {outcome}</translation>
    </message>
    <message>
        <source>Trust checks</source>
        <translation>신뢰도 점검</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Score of “{prompt}”: {span}</source>
        <translation>“{prompt}”의 점수: {span}</translation>
    </message>
    <message>
        <source>Add images, explain and judge them: the figures appear here.</source>
        <translation>이미지를 추가하고 설명을 생성해 판정하면 여기에 통계가 나타납니다.</translation>
    </message>
    <message numerus="yes">
        <source>Blind review: %n image(s) are not counted until you have judged them.</source>
        <translation>
            <numerusform>블라인드 검토: 이미지 %n개는 판정한 뒤에 집계합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trust checks appear once the image is explained.</source>
        <translation>이미지의 설명을 생성하면 신뢰도 점검이 나타납니다.</translation>
    </message>
    <message>
        <source>A heat map is a hypothesis about what the score rests on. It becomes evidence when removing the region changes the score as expected.</source>
        <translation>히트맵은 점수가 무엇에 기대는지에 대한 가설입니다. 영역을 제거했을 때 점수가 예상대로 바뀌면 근거가 됩니다.</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>생성 방법</translation>
    </message>
    <message>
        <source>Calibrate the model</source>
        <translation>모델 보정</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>How much shall each block of {model} count?</source>
        <translation>{model}의 각 블록을 얼마나 반영할까요?</translation>
    </message>
    <message>
        <source>The weights are fitted on half of the images; the other half says whether they make the maps more faithful. No labels are needed. Only a gain proven on the held-out half is used.</source>
        <translation>가중치는 이미지의 절반으로 맞추고, 나머지 절반으로 맵이 더 충실해지는지 판정합니다. 라벨은 필요 없습니다. 따로 둔 절반에서 입증된 이득만 사용합니다.</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>/ {count}</translation>
    </message>
    <message>
        <source>Use the outcome for this model from now on</source>
        <translation>이 모델에 지금부터 결과를 사용</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>The prompts are those of the session. The model is busy meanwhile; the bar below shows how far it is, and stops it.</source>
        <translation>프롬프트는 이 세션의 것을 씁니다. 그동안 모델은 사용 중이며, 아래 막대에서 진행 상황을 보고 멈출 수 있습니다.</translation>
    </message>
    <message>
        <source>A calibration needs at least {fewest} images; this session holds {count}.</source>
        <translation>보정에는 이미지가 최소 {fewest}개 필요합니다. 이 세션에는 {count}개가 있습니다.</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>The gain is proven</source>
        <translation>이득이 입증되었습니다</translation>
    </message>
    <message>
        <source>No gain is proven</source>
        <translation>이득이 입증되지 않았습니다</translation>
    </message>
    <message>
        <source>Fitted weights of the blocks</source>
        <translation>맞춘 블록 가중치</translation>
    </message>
    <message>
        <source>Block {number}; equal weights would be {equal}.</source>
        <translation>블록 {number}; 균등 가중치라면 {equal}입니다.</translation>
    </message>
    <message>
        <source>Weights of the blocks as fitted</source>
        <translation>맞춘 그대로의 블록 가중치</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy these facts as text.</source>
        <translation>이 내용을 텍스트로 복사합니다.</translation>
    </message>
    <message>
        <source>Explanations use the fitted weights from now on. Explain an image again to see them.</source>
        <translation>이제부터 설명에 맞춘 가중치를 사용합니다. 이미지를 다시 설명하면 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>The fitted weights are not used: the outcome was not kept.</source>
        <translation>맞춘 가중치를 사용하지 않습니다. 결과가 보관되지 않았습니다.</translation>
    </message>
    <message>
        <source>Explanations keep equal weights: on the held-out images the fitted ones are not surely better.</source>
        <translation>설명은 균등 가중치를 유지합니다. 따로 둔 이미지에서 맞춘 가중치가 확실히 낫지는 않습니다.</translation>
    </message>
    <message>
        <source>{gain}, 95 % interval {low} … {high}</source>
        <translation>{gain}, 95 % 구간 {low} … {high}</translation>
    </message>
    <message>
        <source>Gain on held-out images</source>
        <translation>따로 둔 이미지에서의 이득</translation>
    </message>
    <message>
        <source>Insertion − deletion</source>
        <translation>삽입 − 삭제</translation>
    </message>
    <message>
        <source>{uniform} with equal weights, {fitted} with fitted ones</source>
        <translation>균등 가중치 {uniform}, 맞춘 가중치 {fitted}</translation>
    </message>
    <message>
        <source>{fitted} fitted, {held_out} held out</source>
        <translation>맞춤 {fitted}개, 따로 둠 {held_out}개</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>보관 위치</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>보관하지 않음</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>in the session&apos;s audit trail</source>
        <translation>세션의 감사 추적에 있음</translation>
    </message>
    <message>
        <source>not in the record</source>
        <translation>기록에 없음</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>읽지 못함</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>이미지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy how it was made</source>
        <translation>생성 방법 복사</translation>
    </message>
    <message>
        <source>Measured figure, and the limit it must keep to pass.</source>
        <translation>측정값과 통과 기준입니다.</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>통과</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>실행 안 함</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>완전성</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>재현</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>일치</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>특이성</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>삭제 시험</translation>
    </message>
    <message>
        <source>Randomisation</source>
        <translation>무작위화</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>안정성</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>인식</translation>
    </message>
    <message>
        <source>{value} · limit {sign} {limit}</source>
        <translation>{value} · 기준 {sign} {limit}</translation>
    </message>
    <message>
        <source>{count} passed</source>
        <translation>통과 {count}</translation>
    </message>
    <message>
        <source>{count} warning</source>
        <translation>경고 {count}</translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation>경고 {count}</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>실패 {count}</translation>
    </message>
    <message>
        <source>{count} not run</source>
        <translation>미실행 {count}</translation>
    </message>
    <message>
        <source>no checks were run</source>
        <translation>실행된 점검이 없습니다</translation>
    </message>
    <message>
        <source>Ships with the program; small, knows road and work-site scenes only</source>
        <translation>프로그램에 포함된 소형 모델. 도로와 작업 현장 장면만 다룹니다</translation>
    </message>
    <message>
        <source>CLIP ViT-B/16, OpenAI weights</source>
        <translation>CLIP ViT-B/16, OpenAI 가중치</translation>
    </message>
    <message>
        <source>CLIP ViT-B/32, OpenAI weights; faster, coarser</source>
        <translation>CLIP ViT-B/32, OpenAI 가중치. 더 빠르지만 덜 세밀합니다</translation>
    </message>
    <message>
        <source>CLIP ViT-L/14, OpenAI weights; slower, finer</source>
        <translation>CLIP ViT-L/14, OpenAI 가중치. 느리지만 더 세밀합니다</translation>
    </message>
    <message>
        <source>CLIP ViT-B/16, LAION-2B weights</source>
        <translation>CLIP ViT-B/16, LAION-2B 가중치</translation>
    </message>
    <message>
        <source>MMEL: Grad-ECLIP refined by the semantic hierarchy</source>
        <translation>MMEL: 의미 계층으로 정교화한 Grad-ECLIP</translation>
    </message>
    <message>
        <source>MMEL corrected by the model’s answers about regions (slower)</source>
        <translation>MMEL: 영역에 대한 모델의 응답으로 보정 (느림)</translation>
    </message>
    <message>
        <source>Direct path only</source>
        <translation>직접 경로만</translation>
    </message>
    <message>
        <source>Full gradient</source>
        <translation>전체 기울기</translation>
    </message>
    <message>
        <source>Grad-ECLIP as published</source>
        <translation>논문 그대로의 Grad-ECLIP</translation>
    </message>
    <message>
        <source>As the model sees it (its own crop)</source>
        <translation>모델이 보는 그대로 (모델 자체 자르기)</translation>
    </message>
    <message>
        <source>The whole image, nothing cropped</source>
        <translation>자르지 않은 이미지 전체</translation>
    </message>
    <message>
        <source>Overlapping tiles of a large image (slow)</source>
        <translation>큰 이미지를 겹치는 타일로 나눔 (느림)</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>모델 선택</translation>
    </message>
    <message>
        <source>Model specification</source>
        <translation>모델 지정</translation>
    </message>
    <message>
        <source>Known models</source>
        <translation>알려진 모델</translation>
    </message>
    <message>
        <source>Other models: NAME/PRETRAINED of open_clip&apos;s registry, hf-hub:ORGANISATION/NAME, or local-dir:PATH of a folder in open_clip&apos;s layout. Weights that are not on this machine are fetched when the model is first used.</source>
        <translation>다른 모델: open_clip 목록의 NAME/PRETRAINED, hf-hub:ORGANISATION/NAME, 또는 open_clip 구조로 된 폴더의 local-dir:PATH. 이 컴퓨터에 없는 가중치는 모델을 처음 쓸 때 내려받습니다.</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>이 모델 사용</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>{method}, view &apos;{view}&apos;</source>
        <translation>{method}, 보기 &apos;{view}&apos;</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>{seed}, deterministic</source>
        <translation>{seed}, 결정적</translation>
    </message>
    <message>
        <source>Layer weights</source>
        <translation>층 가중치</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>완료 시각</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Keep only</source>
        <translation>이것만 유지</translation>
    </message>
    <message>
        <source>Interaction</source>
        <translation>상호작용</translation>
    </message>
    <message>
        <source>Measure whether the two selected regions need or replace one another.</source>
        <translation>선택한 두 영역이 서로를 필요로 하는지, 대체하는지 측정합니다.</translation>
    </message>
    <message>
        <source>Probe: {what}</source>
        <translation>프로브: {what}</translation>
    </message>
    <message>
        <source>Ask the model about {regions}</source>
        <translation>{regions}에 대해 모델에 묻기</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>모델에 묻기</translation>
    </message>
    <message>
        <source>Select a region, then remove it or keep it alone: the score tells whether it matters.</source>
        <translation>영역을 선택해 제거하거나 그것만 남겨 보세요. 중요한 영역인지 점수가 알려 줍니다.</translation>
    </message>
    <message>
        <source>Not in the record: this session cannot be written.</source>
        <translation>기록되지 않음: 이 세션에는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Recorded with this explanation.</source>
        <translation>이 설명과 함께 기록되었습니다.</translation>
    </message>
    <message>
        <source>The two regions: {text}</source>
        <translation>두 영역: {text}</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>without</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>단독</translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation>이미지 필터</translation>
    </message>
    <message>
        <source>Filter images by name or notes</source>
        <translation>이름이나 메모로 이미지 필터</translation>
    </message>
    <message>
        <source>Which images are shown</source>
        <translation>표시할 이미지</translation>
    </message>
    <message>
        <source>Take this filter off</source>
        <translation>이 필터 해제</translation>
    </message>
    <message>
        <source>No image passes the filter.</source>
        <translation>필터에 맞는 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Review progress</source>
        <translation>검토 진행률</translation>
    </message>
    <message>
        <source>Every word must occur in the file name, the rationale, the notes or a comment.</source>
        <translation>모든 단어가 파일 이름, 판정 이유, 메모, 의견 중에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Order of the images</source>
        <translation>이미지 순서</translation>
    </message>
    <message>
        <source>Score: of the selected prompt. Margin: the two best prompts closest together first. Suspicion: failed checks, evidence off the subject, methods that disagree, then narrow margins.</source>
        <translation>점수: 선택한 프롬프트의 점수. 차이: 가장 높은 두 프롬프트가 가까운 것부터. 의심도: 실패한 검사, 대상을 벗어난 근거, 서로 다른 방법, 그다음 좁은 차이.</translation>
    </message>
    <message>
        <source>Filter: {label}</source>
        <translation>필터: {label}</translation>
    </message>
    <message>
        <source>Not in a blind review: it would tell what others judged, what the explanation says, or how files are called.</source>
        <translation>블라인드 검토에서는 쓸 수 없습니다. 다른 사람의 판정, 설명의 내용 또는 파일 이름이 드러납니다.</translation>
    </message>
    <message>
        <source>{done} of {count} reviewed</source>
        <translation>{count}개 중 {done}개 검토함</translation>
    </message>
    <message>
        <source>{done} of {count} reviewed by you</source>
        <translation>{count}개 중 {done}개를 직접 검토함</translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation>{count}개 표시</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>{count}개 선택</translation>
    </message>
    <message>
        <source>Drop images or a folder on the window.</source>
        <translation>이미지나 폴더를 창에 놓으세요.</translation>
    </message>
    <message>
        <source>Images of the session</source>
        <translation>세션의 이미지</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>모든 이미지</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>검토할 이미지</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>검토함</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Verdict: right</source>
        <translation>판정: 맞음</translation>
    </message>
    <message>
        <source>Verdict: wrong</source>
        <translation>판정: 틀림</translation>
    </message>
    <message>
        <source>Verdict: wrong reason</source>
        <translation>판정: 잘못된 근거</translation>
    </message>
    <message>
        <source>Verdict: unclear</source>
        <translation>판정: 불분명</translation>
    </message>
    <message>
        <source>Reviewers disagree</source>
        <translation>검토자 의견 불일치</translation>
    </message>
    <message>
        <source>Failed checks</source>
        <translation>점검 실패</translation>
    </message>
    <message>
        <source>Evidence off the subject</source>
        <translation>대상을 벗어난 근거</translation>
    </message>
    <message>
        <source>Methods disagree</source>
        <translation>방법 간 불일치</translation>
    </message>
    <message>
        <source>Annotated</source>
        <translation>주석 있음</translation>
    </message>
    <message>
        <source>Not explained</source>
        <translation>설명 없음</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>추가한 순서</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Score, lowest first</source>
        <translation>점수, 낮은 순</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>점수 차</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>의심도</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>image {number}</source>
        <translation>이미지 {number}</translation>
    </message>
    <message>
        <source>The explanation is shown after your verdict</source>
        <translation>판정한 뒤에 설명이 표시됩니다</translation>
    </message>
    <message>
        <source>Not explained yet</source>
        <translation>아직 설명이 없습니다</translation>
    </message>
    <message>
        <source>{reviewer}: {verdict}</source>
        <translation>{reviewer}: {verdict}</translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s)</source>
        <translation>
            <numerusform>주석 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trust checks fail for %n prompt(s)</source>
        <translation>
            <numerusform>프롬프트 %n개에서 신뢰도 점검 실패</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trust checks warn for %n prompt(s)</source>
        <translation>
            <numerusform>프롬프트 %n개에서 신뢰도 점검 경고</numerusform>
        </translation>
    </message>
    <message>
        <source>Trust checks pass</source>
        <translation>신뢰도 점검 통과</translation>
    </message>
    <message>
        <source>Methods disagree ({value:.2f})</source>
        <translation>방법 간 불일치 ({value:.2f})</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>실행 중인 작업의 진행률</translation>
    </message>
    <message>
        <source>Stop this job after its current step. What is finished stays.</source>
        <translation>현재 단계를 마친 뒤 작업을 중지합니다. 끝난 결과는 남습니다.</translation>
    </message>
    <message>
        <source>Stop this job</source>
        <translation>이 작업 중지</translation>
    </message>
    <message>
        <source>paused, {done} of {count} done</source>
        <translation>일시 중지됨, {count}개 중 {done}개 완료</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation>+ {count}개 더</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속하기</translation>
    </message>
    <message>
        <source>Pause after the present image; reviewing goes on.</source>
        <translation>현재 이미지를 마친 뒤 일시 중지합니다. 검토는 계속할 수 있습니다.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>이 메시지 닫기</translation>
    </message>
    <message>
        <source>Move the prompt up. (Alt+Up)</source>
        <translation>프롬프트를 위로 옮깁니다. (Alt+Up)</translation>
    </message>
    <message>
        <source>Move the prompt down. (Alt+Down)</source>
        <translation>프롬프트를 아래로 옮깁니다. (Alt+Down)</translation>
    </message>
    <message>
        <source>Edit the prompt. (F2)</source>
        <translation>프롬프트를 편집합니다. (F2)</translation>
    </message>
    <message>
        <source>Remove the prompt; undo brings it back. (Del)</source>
        <translation>프롬프트를 삭제합니다. 실행 취소로 되돌릴 수 있습니다. (Del)</translation>
    </message>
    <message>
        <source>Prompts and scores</source>
        <translation>프롬프트와 점수</translation>
    </message>
    <message>
        <source>Add a prompt</source>
        <translation>프롬프트 추가</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>모음</translation>
    </message>
    <message>
        <source>Replace the prompts by a set, or keep the present ones as a set.</source>
        <translation>프롬프트를 저장된 모음으로 바꾸거나, 현재 프롬프트를 모음으로 저장합니다.</translation>
    </message>
    <message>
        <source>Highest score first</source>
        <translation>높은 점수부터</translation>
    </message>
    <message>
        <source>List the prompts by their score on the shown image. Their order in the session stays.</source>
        <translation>표시된 이미지에서의 점수순으로 프롬프트를 나열합니다. 세션에 기록된 순서는 그대로입니다.</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>설명 생성</translation>
    </message>
    <message>
        <source>Add at least one prompt: what the image is asked for.</source>
        <translation>이미지에 물을 프롬프트를 하나 이상 추가하세요.</translation>
    </message>
    <message>
        <source>Scores appear after your verdict.</source>
        <translation>판정한 뒤에 점수가 표시됩니다.</translation>
    </message>
    <message>
        <source>The prompts changed since this explanation.</source>
        <translation>이 설명을 생성한 뒤 프롬프트가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>This explanation was made with another model, method or view.</source>
        <translation>이 설명은 다른 모델, 방법 또는 보기로 만들어졌습니다.</translation>
    </message>
    <message>
        <source>Explaining…</source>
        <translation>설명 생성 중…</translation>
    </message>
    <message>
        <source>Type what to look for, e.g. a red car, and press Enter.</source>
        <translation>찾을 것을 입력하고 Enter를 누르세요. 예: a red car</translation>
    </message>
    <message>
        <source>Explain the shown image with these prompts.</source>
        <translation>표시된 이미지를 이 프롬프트로 설명합니다.</translation>
    </message>
    <message>
        <source>Keep these prompts as a set…</source>
        <translation>이 프롬프트를 모음으로 저장…</translation>
    </message>
    <message>
        <source>Forget a set</source>
        <translation>모음 삭제</translation>
    </message>
    <message>
        <source>Keep prompts as a set</source>
        <translation>프롬프트를 모음으로 저장</translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation>모음 이름</translation>
    </message>
    <message>
        <source>Why, in a few words</source>
        <translation>이유를 간단히</translation>
    </message>
    <message>
        <source>Rationale of the verdict</source>
        <translation>판정 이유</translation>
    </message>
    <message>
        <source>Reason for the verdict; it goes into the record when you press Enter or leave.</source>
        <translation>판정 이유입니다. Enter를 누르거나 입력란을 벗어나면 기록됩니다.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Press again to take it back.</source>
        <translation>다시 누르면 취소됩니다.</translation>
    </message>
    <message>
        <source>you disagree</source>
        <translation>내 판정과 다름</translation>
    </message>
    <message>
        <source>judged before the explanation was shown</source>
        <translation>설명을 보기 전에 판정함</translation>
    </message>
    <message>
        <source>Notes on this image; they go into the record when you leave the field.</source>
        <translation>이 이미지에 대한 메모입니다. 입력란을 벗어나면 기록됩니다.</translation>
    </message>
    <message>
        <source>Notes on this image</source>
        <translation>이 이미지에 대한 메모</translation>
    </message>
    <message>
        <source>reading the probes of this explanation</source>
        <translation>이 설명의 프로브 읽기</translation>
    </message>
    <message>
        <source>This image is being explained; ask again when that is done.</source>
        <translation>이 이미지의 설명을 생성하는 중입니다. 끝난 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Road users</source>
        <translation>도로 이용자</translation>
    </message>
    <message>
        <source>Work-site safety</source>
        <translation>작업 현장 안전</translation>
    </message>
    <message>
        <source>Colour binding</source>
        <translation>색상 결합</translation>
    </message>
    <message>
        <source>Data written: {name}</source>
        <translation>데이터 저장됨: {name}</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name} 저장 중</translation>
    </message>
    <message>
        <source>importing annotations</source>
        <translation>주석 가져오기</translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) imported</source>
        <translation>
            <numerusform>주석 %n개를 가져왔습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n개는 이미 있음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n개 제외</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>{name} 가져오는 중</translation>
    </message>
    <message>
        <source>packing the images</source>
        <translation>이미지 묶기</translation>
    </message>
    <message>
        <source>Bundle written: {name}</source>
        <translation>번들 저장됨: {name}</translation>
    </message>
    <message>
        <source>{note}. The bundle itself was left unchanged.</source>
        <translation>{note}. 번들 자체는 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name} 여는 중</translation>
    </message>
    <message>
        <source>reading the backups</source>
        <translation>백업 읽기</translation>
    </message>
    <message>
        <source>Restoring {name}</source>
        <translation>{name} 복원 중</translation>
    </message>
    <message>
        <source>signing off</source>
        <translation>최종 서명</translation>
    </message>
    <message>
        <source>Signed off by {name}</source>
        <translation>{name} 님이 최종 서명했습니다</translation>
    </message>
    <message>
        <source>key {fingerprint}</source>
        <translation>키 {fingerprint}</translation>
    </message>
    <message>
        <source>Signing off</source>
        <translation>최종 서명 중</translation>
    </message>
    <message>
        <source>reopening the session</source>
        <translation>세션 다시 열기</translation>
    </message>
    <message>
        <source>Reopened for editing by {name}</source>
        <translation>{name} 님이 편집할 수 있도록 다시 열었습니다</translation>
    </message>
    <message>
        <source>judge {name}</source>
        <translation>{name} 판정</translation>
    </message>
    <message>
        <source>add annotation {number} on {name}</source>
        <translation>{name}에 주석 {number} 추가</translation>
    </message>
    <message>
        <source>edit annotation {number} on {name}</source>
        <translation>{name}의 주석 {number} 편집</translation>
    </message>
    <message>
        <source>delete annotation {number} on {name}</source>
        <translation>{name}의 주석 {number} 삭제</translation>
    </message>
    <message>
        <source>import {count} annotations from {name}</source>
        <translation>{name}에서 주석 {count}개 가져오기</translation>
    </message>
    <message>
        <source>change the prompts</source>
        <translation>프롬프트 변경</translation>
    </message>
    <message>
        <source>rename the session</source>
        <translation>세션 이름 변경</translation>
    </message>
    <message>
        <source>change how images are explained</source>
        <translation>설명 방법 변경</translation>
    </message>
    <message>
        <source>the code of {field} {number}</source>
        <translation>{field} {number}의 코드</translation>
    </message>
    <message>
        <source>the label of {field} {number}</source>
        <translation>{field} {number}의 이름</translation>
    </message>
    <message>
        <source>the meaning of {field} {number}</source>
        <translation>{field} {number}의 의미</translation>
    </message>
    <message>
        <source>the Korean label of {field} {number}</source>
        <translation>{field} {number}의 한국어 이름</translation>
    </message>
    <message>
        <source>taxonomy file {name}</source>
        <translation>실패 용어 파일 {name}</translation>
    </message>
    <message>
        <source>it is signed off</source>
        <translation>최종 서명된 세션입니다</translation>
    </message>
    <message>
        <source>it is open for {name} (account {account} on {host}, process {process}, since {since})</source>
        <translation>{name} 님이 열고 있습니다 ({host}의 계정 {account}, 프로세스 {process}, {since}부터)</translation>
    </message>
    <message>
        <source>it is open for another program</source>
        <translation>다른 프로그램이 열고 있습니다</translation>
    </message>
    <message>
        <source>the file is write-protected</source>
        <translation>파일이 쓰기 금지되어 있습니다</translation>
    </message>
    <message>
        <source>its folder cannot be written</source>
        <translation>폴더에 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>it is a backup; restore it to go on from it</source>
        <translation>백업입니다. 이어서 작업하려면 복원하세요</translation>
    </message>
    <message>
        <source>its tables or safeguards were changed from outside; verify it</source>
        <translation>테이블이나 보호 장치가 외부에서 변경되었습니다. 검증하세요</translation>
    </message>
    <message>
        <source>it is of an older form (schema {version}), was read through an upgraded copy and itself left unchanged</source>
        <translation>이전 형식(스키마 {version})의 세션이라 변환한 사본으로 읽었고, 원본은 바꾸지 않았습니다</translation>
    </message>
    <message>
        <source>The session was of an older form (schema {old}) and was upgraded to schema {new}; before that, a backup of the old form was made: {name}</source>
        <translation>이전 형식(스키마 {old})의 세션을 스키마 {new}(으)로 변환했습니다. 변환하기 전에 이전 형식의 백업을 만들었습니다: {name}</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason})</source>
        <translation>{file}에 쓸 수 없습니다({reason})</translation>
    </message>
    <message>
        <source>a newer version of MMEL Desktop wrote it (schema {newer}; this version writes {own})</source>
        <translation>더 새로운 MMEL Desktop이 저장했습니다 (스키마 {newer}, 이 버전은 {own})</translation>
    </message>
    <message>
        <source>The session lies in a folder that {program} synchronises: it may be copied or replaced in the middle of an edit. Keep sessions on a local disk and copy bundles or backups to the cloud.</source>
        <translation>세션이 {program}에서 동기화하는 폴더에 있습니다. 편집 도중에 복사되거나 바뀔 수 있습니다. 세션은 로컬 디스크에 두고 번들이나 백업을 클라우드에 복사하세요.</translation>
    </message>
    <message>
        <source>The session lies on a network drive ({system}): locks and flushes may not hold there, and an edit could be lost. Keep sessions on a local disk and copy bundles or backups to the network.</source>
        <translation>세션이 네트워크 드라이브({system})에 있습니다. 잠금과 디스크 기록이 보장되지 않아 편집이 사라질 수 있습니다. 세션은 로컬 디스크에 두고 번들이나 백업을 네트워크에 복사하세요.</translation>
    </message>
    <message>
        <source>loading model {0}</source>
        <translation>모델 {0} 불러오는 중</translation>
    </message>
    <message>
        <source>model {0} is ready</source>
        <translation>모델 {0} 준비됨</translation>
    </message>
    <message>
        <source>memory ran out on the device; beginning again on the CPU</source>
        <translation>장치의 메모리가 부족하여 CPU에서 다시 시작합니다</translation>
    </message>
    <message>
        <source>reading the prompts</source>
        <translation>프롬프트 읽는 중</translation>
    </message>
    <message>
        <source>attributing the score</source>
        <translation>점수의 근거를 찾는 중</translation>
    </message>
    <message>
        <source>asking the model about regions, prompt {0} of {1}</source>
        <translation>모델에 영역을 묻는 중, 프롬프트 {1}개 중 {0}번째</translation>
    </message>
    <message>
        <source>finding regions and relations</source>
        <translation>영역과 관계를 찾는 중</translation>
    </message>
    <message>
        <source>checking whether it can be trusted</source>
        <translation>믿을 수 있는지 검사하는 중</translation>
    </message>
    <message>
        <source>fitting layer weights</source>
        <translation>층 가중치 맞추는 중</translation>
    </message>
    <message>
        <source>judging on held-out images</source>
        <translation>따로 둔 이미지로 판단하는 중</translation>
    </message>
    <message>
        <source>reading images</source>
        <translation>이미지 읽는 중</translation>
    </message>
    <message>
        <source>file {0} of {1}</source>
        <translation>파일 {1}개 중 {0}번째</translation>
    </message>
    <message>
        <source>{0} of {1} relations</source>
        <translation>관계 {1}개 중 {0}개</translation>
    </message>
    <message>
        <source>{0} of {1} patches</source>
        <translation>패치 {1}개 중 {0}개</translation>
    </message>
    <message>
        <source>explaining {0}</source>
        <translation>{0} 설명 생성 중</translation>
    </message>
    <message>
        <source>importing {0}</source>
        <translation>{0} 가져오는 중</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>가져옴</translation>
    </message>
    <message>
        <source>exporting</source>
        <translation>내보내는 중</translation>
    </message>
    <message>
        <source>checking the record</source>
        <translation>기록 확인 중</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>기록하는 중</translation>
    </message>
    <message>
        <source>packing images</source>
        <translation>이미지 묶는 중</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>푸는 중</translation>
    </message>
    <message>
        <source>reading the record</source>
        <translation>기록 읽는 중</translation>
    </message>
    <message>
        <source>image {0} of {1}</source>
        <translation>이미지 {1}개 중 {0}번째</translation>
    </message>
    <message>
        <source>putting the file together</source>
        <translation>파일 완성하는 중</translation>
    </message>
    <message>
        <source>report written</source>
        <translation>보고서 작성됨</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>annotation created</source>
        <translation>주석 추가</translation>
    </message>
    <message>
        <source>annotation edited</source>
        <translation>주석 편집</translation>
    </message>
    <message>
        <source>annotation deleted</source>
        <translation>주석 삭제</translation>
    </message>
    <message>
        <source>annotation undone</source>
        <translation>주석 편집 취소</translation>
    </message>
    <message>
        <source>annotation redone</source>
        <translation>주석 다시 실행</translation>
    </message>
    <message>
        <source>annotations imported</source>
        <translation>주석 가져옴</translation>
    </message>
    <message>
        <source>bundle exported</source>
        <translation>번들 저장</translation>
    </message>
    <message>
        <source>bundle opened</source>
        <translation>번들 열기</translation>
    </message>
    <message>
        <source>export exported</source>
        <translation>데이터 내보냄</translation>
    </message>
    <message>
        <source>display seen</source>
        <translation>표시 설정 확인됨</translation>
    </message>
    <message>
        <source>image imported</source>
        <translation>이미지 가져옴</translation>
    </message>
    <message>
        <source>image relocated</source>
        <translation>이미지 위치 변경</translation>
    </message>
    <message>
        <source>model calibrated</source>
        <translation>모델 보정됨</translation>
    </message>
    <message>
        <source>report exported</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>review set</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>review undone</source>
        <translation>판정 취소</translation>
    </message>
    <message>
        <source>review redone</source>
        <translation>판정 다시 실행</translation>
    </message>
    <message>
        <source>run finished</source>
        <translation>설명 생성 완료</translation>
    </message>
    <message>
        <source>run failed</source>
        <translation>설명 생성 실패</translation>
    </message>
    <message>
        <source>run cancelled</source>
        <translation>설명 생성 중지</translation>
    </message>
    <message>
        <source>run finished for comparison</source>
        <translation>비교용 설명 생성 완료</translation>
    </message>
    <message>
        <source>run failed for comparison</source>
        <translation>비교용 설명 생성 실패</translation>
    </message>
    <message>
        <source>run cancelled for comparison</source>
        <translation>비교용 설명 생성 중지</translation>
    </message>
    <message>
        <source>run probed</source>
        <translation>프로브 실행</translation>
    </message>
    <message>
        <source>second opinion given</source>
        <translation>2차 의견</translation>
    </message>
    <message>
        <source>session backed up</source>
        <translation>세션 백업</translation>
    </message>
    <message>
        <source>session created</source>
        <translation>세션 생성</translation>
    </message>
    <message>
        <source>session edited</source>
        <translation>세션 편집</translation>
    </message>
    <message>
        <source>session undone</source>
        <translation>세션 편집 취소</translation>
    </message>
    <message>
        <source>session redone</source>
        <translation>세션 편집 다시 실행</translation>
    </message>
    <message>
        <source>session migrated</source>
        <translation>세션 형식 변환</translation>
    </message>
    <message>
        <source>session opened</source>
        <translation>세션 열기</translation>
    </message>
    <message>
        <source>session reopened</source>
        <translation>세션 다시 열기</translation>
    </message>
    <message>
        <source>session restored</source>
        <translation>세션 복원</translation>
    </message>
    <message>
        <source>session signed off</source>
        <translation>최종 서명</translation>
    </message>
    <message>
        <source>session verified</source>
        <translation>세션 검증됨</translation>
    </message>
    <message>
        <source>taxonomy changed</source>
        <translation>실패 용어 변경</translation>
    </message>
    <message>
        <source>number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>effect</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>의견</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>rationale</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>삭제됨</translation>
    </message>
    <message>
        <source>model spec</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>reading the stored explanation</source>
        <translation>저장된 설명 읽기</translation>
    </message>
    <message>
        <source>reading the image</source>
        <translation>이미지 읽기</translation>
    </message>
    <message>
        <source>recording the verdict</source>
        <translation>판정 기록</translation>
    </message>
    <message>
        <source>recording the rationale</source>
        <translation>판정 이유 기록</translation>
    </message>
    <message>
        <source>recording the notes</source>
        <translation>메모 기록</translation>
    </message>
    <message>
        <source>Creating {name}</source>
        <translation>{name} 만드는 중</translation>
    </message>
    <message>
        <source>Opening the demo session</source>
        <translation>데모 세션 여는 중</translation>
    </message>
    <message>
        <source>Checking the record</source>
        <translation>기록 확인 중</translation>
    </message>
    <message>
        <source>closing {name}</source>
        <translation>{name} 닫기</translation>
    </message>
    <message>
        <source>changing the prompts</source>
        <translation>프롬프트 변경</translation>
    </message>
    <message>
        <source>changing the model</source>
        <translation>모델 변경</translation>
    </message>
    <message>
        <source>renaming the session</source>
        <translation>세션 이름 변경</translation>
    </message>
    <message>
        <source>changing the failure terms</source>
        <translation>실패 용어를 바꾸는 중</translation>
    </message>
    <message>
        <source>undoing</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>redoing</source>
        <translation>다시 실행</translation>
    </message>
    <message numerus="yes">
        <source>Importing %n file(s)</source>
        <translation>
            <numerusform>파일 %n개 가져오는 중</numerusform>
        </translation>
    </message>
    <message>
        <source>importing</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>A batch is running, so nothing was written</source>
        <translation>일괄 작업이 실행 중이어서 아무것도 쓰지 않았습니다</translation>
    </message>
    <message>
        <source>each image it explains changes the record; what is written shows one state of it</source>
        <translation>설명되는 이미지마다 기록이 변경되며, 내보내는 내용은 기록의 한 시점을 나타냅니다</translation>
    </message>
    <message>
        <source>Pause or stop the batch, let its present image finish, then write again.</source>
        <translation>일괄 작업을 일시 중지하거나 중단하고, 현재 이미지가 끝난 뒤 다시 쓰세요.</translation>
    </message>
    <message>
        <source>Report written: {name}, {pages} pages</source>
        <translation>보고서 저장됨: {name}, {pages}쪽</translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation>{name} 검증 중</translation>
    </message>
    <message>
        <source>backing up the session</source>
        <translation>세션 백업</translation>
    </message>
    <message>
        <source>Backup written: {name}</source>
        <translation>백업 저장됨: {name}</translation>
    </message>
    <message>
        <source>Guided tour</source>
        <translation>둘러보기</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>둘러보기 종료</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>대신 해 주기</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Find a failure in two minutes</source>
        <translation>2분 만에 실패 찾기</translation>
    </message>
    <message>
        <source>The demo model has learned a dangerous shortcut. In a few steps you find it, mark it and write the report. The tour waits for you; “Show me” does a step in your place.</source>
        <translation>데모 모델은 위험한 지름길을 학습했습니다. 몇 단계만 따라 하면 그것을 찾아 표시하고 보고서를 쓸 수 있습니다. 둘러보기는 기다려 주며, “대신 해 주기”를 누르면 그 단계를 대신 합니다.</translation>
    </message>
    <message>
        <source>Choose the suspicious image</source>
        <translation>의심스러운 이미지 고르기</translation>
    </message>
    <message>
        <source>What does the model say?</source>
        <translation>모델은 뭐라고 하나요?</translation>
    </message>
    <message>
        <source>What does that rest on?</source>
        <translation>무엇에 근거한 답인가요?</translation>
    </message>
    <message>
        <source>The heat is the evidence for “a worker with a hard hat”. It lies on the worker, and on the fence beside: click the fence.</source>
        <translation>히트맵은 “a worker with a hard hat”의 근거를 나타냅니다. 근거가 작업자와 그 옆의 울타리에 놓여 있습니다. 울타리를 클릭하세요.</translation>
    </message>
    <message>
        <source>Is it the cause?</source>
        <translation>이것이 원인일까요?</translation>
    </message>
    <message>
        <source>A map only suggests. Press {remove} to take the selected part away: the model is asked again without it, and the image shows at once how the score changes. The hat is still there.</source>
        <translation>히트맵은 추측일 뿐입니다. {remove}을(를) 눌러 선택한 부분을 제거하세요. 그 부분 없이 모델에 다시 물어보고, 점수가 어떻게 바뀌는지 이미지에 바로 표시합니다. 안전모는 그대로 남아 있습니다.</translation>
    </message>
    <message>
        <source>Can the map be trusted?</source>
        <translation>히트맵을 믿을 수 있나요?</translation>
    </message>
    <message>
        <source>Press {right} if the answer is right for the wrong reason, or {wrong} if the model is wrong. Every verdict is saved at once, and Undo takes it back.</source>
        <translation>답은 맞지만 근거가 잘못되었으면 {right}, 모델이 틀렸으면 {wrong}을(를) 누르세요. 판정은 즉시 저장되며 실행 취소로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Press {mark} to mark the selected region, or draw a box ({box}) around the fence. Then say what kind of failure it is, for example “{effect}”, caused by “{trigger}”.</source>
        <translation>{mark}을(를) 눌러 선택한 영역을 표시하거나 울타리에 상자({box})를 그리세요. 그런 다음 실패 유형을 고릅니다. 예: 유형 “{effect}”, 유발 요인 “{trigger}”.</translation>
    </message>
    <message>
        <source>Press {export} and choose where the PDF goes. It holds the images, maps, verdicts and marks, and the whole record behind them.</source>
        <translation>{export}을(를) 누르고 PDF를 저장할 위치를 고르세요. 이미지, 히트맵, 판정, 표시와 그 바탕이 되는 전체 기록이 담깁니다.</translation>
    </message>
    <message>
        <source>Drop your own images on the window, or go on here: in image 19 the fence stands without a hard hat. {keys} lists all keys; Help › Guided tour starts over.</source>
        <translation>내 이미지를 창에 끌어 놓거나 여기서 계속해 보세요. 이미지 19에는 울타리만 있고 안전모는 없습니다. 모든 단축키는 {keys}에서 볼 수 있고, 도움말 › 둘러보기로 다시 시작할 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose the image “17_hard_hat_at_fence” first: “Show me” opens it.</source>
        <translation>먼저 “17_hard_hat_at_fence” 이미지를 선택하세요. “대신 해 주기”를 누르면 열립니다.</translation>
    </message>
    <message>
        <source>Choose the prompt “a worker with a hard hat” first: “Show me” does it.</source>
        <translation>먼저 “a worker with a hard hat” 프롬프트를 선택하세요. “대신 해 주기”를 누르면 선택됩니다.</translation>
    </message>
    <message>
        <source>The checks say how far the map can be relied on. One fails here: read the map with care. What you measured by removing a part was the model’s own answer and does not rest on the map.</source>
        <translation>검사는 히트맵을 어디까지 믿을 수 있는지 알려 줍니다. 여기서는 하나가 실패했으니 히트맵을 조심해서 읽으세요. 부분을 제거하며 측정한 것은 모델 자신의 대답이며 히트맵에 근거하지 않습니다.</translation>
    </message>
    <message>
        <source>The checks say how far the map can be relied on. A map that passes, but lies beside the subject, is itself a finding: the model looks at the wrong thing.</source>
        <translation>신뢰도 점검은 히트맵을 어디까지 믿을 수 있는지 알려 줍니다. 점검을 통과했는데도 대상을 벗어나 있다면 그 자체가 발견입니다. 모델이 엉뚱한 것을 보고 있는 것입니다.</translation>
    </message>
    <message>
        <source>Give your verdict</source>
        <translation>판정하기</translation>
    </message>
    <message>
        <source>Click the image “17_hard_hat_at_fence”. A worker with a hard hat stands at an orange fence.</source>
        <translation>“17_hard_hat_at_fence” 이미지를 클릭하세요. 안전모를 쓴 작업자가 주황색 울타리 앞에 서 있습니다.</translation>
    </message>
    <message>
        <source>Mark the failure</source>
        <translation>실패 표시하기</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>보고서 쓰기</translation>
    </message>
    <message>
        <source>That is the whole way</source>
        <translation>이것이 전체 과정입니다</translation>
    </message>
    <message>
        <source>“a worker with a hard hat” scores {claim:.2f}, without one {counter:.2f}: the right answer. Click “a worker with a hard hat” to see what it rests on.</source>
        <translation>“a worker with a hard hat”의 점수는 {claim:.2f}, 안전모 없는 쪽은 {counter:.2f}로 답은 맞습니다. “a worker with a hard hat”을 클릭해 무엇에 근거했는지 확인하세요.</translation>
    </message>
    <message>
        <source>“a worker with a hard hat” scores {claim:.2f}, without one {counter:.2f}. Click “a worker with a hard hat” to see what it rests on.</source>
        <translation>“a worker with a hard hat”의 점수는 {claim:.2f}, 안전모 없는 쪽은 {counter:.2f}입니다. “a worker with a hard hat”을 클릭해 무엇에 근거했는지 확인하세요.</translation>
    </message>
    <message>
        <source>The image is being explained; its scores appear here in a moment.</source>
        <translation>이미지의 설명을 생성하는 중입니다. 곧 점수가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Not undone: the last edit is another reviewer&apos;s, on an image that you have not judged yet.</source>
        <translation>실행을 취소하지 않았습니다. 마지막 편집은 아직 판정하지 않은 이미지에서 다른 검토자가 한 것입니다.</translation>
    </message>
    <message>
        <source>Not redone: that edit is another reviewer&apos;s, on an image that you have not judged yet.</source>
        <translation>다시 실행하지 않았습니다. 그 편집은 아직 판정하지 않은 이미지에서 다른 검토자가 한 것입니다.</translation>
    </message>
    <message>
        <source>Every image has a verdict.</source>
        <translation>모든 이미지에 판정이 있습니다.</translation>
    </message>
    <message>
        <source>Every image that passes the filter has a verdict.</source>
        <translation>필터에 맞는 모든 이미지에 판정이 있습니다.</translation>
    </message>
    <message>
        <source>Each of these images is already explained with these prompts.</source>
        <translation>이 이미지들은 이미 현재 프롬프트로 설명되어 있습니다.</translation>
    </message>
    <message>
        <source>Add a prompt first: what the images are asked for.</source>
        <translation>먼저 이미지에 물을 프롬프트를 추가하세요.</translation>
    </message>
    <message numerus="yes">
        <source>A batch was interrupted: %n image(s) are left to explain.</source>
        <translation>
            <numerusform>일괄 작업이 중단되었습니다. 설명할 이미지가 %n개 남아 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>그만두기</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>언어는 프로그램을 다시 시작하면 바뀝니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>{verb}: {edit}</source>
        <translation>{verb}: {edit}</translation>
    </message>
    <message>
        <source>Every change is saved at once.</source>
        <translation>모든 변경은 즉시 저장됩니다.</translation>
    </message>
    <message>
        <source>Stop “{job}” and leave?</source>
        <translation>“{job}” 작업을 중지하고 나갈까요?</translation>
    </message>
    <message>
        <source>What is finished is saved; the next start offers to go on with the rest.</source>
        <translation>끝난 결과는 저장되었으며, 다음에 시작할 때 나머지를 이어서 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Stop and leave</source>
        <translation>중지하고 나가기</translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation>현재 단계를 마치고 중지합니다…</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>계속 있기</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>캔버스</translation>
    </message>
    <message>
        <source>New session…</source>
        <translation>새 세션…</translation>
    </message>
    <message>
        <source>Start a new session file.</source>
        <translation>새 세션 파일을 시작합니다.</translation>
    </message>
    <message>
        <source>See what the model relied on</source>
        <translation>모델이 무엇에 기댔는지 확인하세요</translation>
    </message>
    <message>
        <source>Drop images or a folder here, or begin with the demo session: drawn road and work-site scenes, and a small model that makes mistakes worth finding.</source>
        <translation>이미지나 폴더를 여기에 끌어 놓거나 데모 세션으로 시작하세요. 그려 낸 도로와 작업 현장 장면, 그리고 찾아볼 만한 실수를 하는 작은 모델이 들어 있습니다.</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>세션 열기…</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>최근 세션</translation>
    </message>
    <message>
        <source>Open a session file (.mmel).</source>
        <translation>세션 파일(.mmel)을 엽니다.</translation>
    </message>
    <message>
        <source>Open the demo session</source>
        <translation>데모 세션 열기</translation>
    </message>
    <message>
        <source>Open the session with the bundled samples.</source>
        <translation>예제 이미지가 든 세션을 엽니다.</translation>
    </message>
    <message>
        <source>Add images…</source>
        <translation>이미지 추가…</translation>
    </message>
    <message>
        <source>Import image files into the session.</source>
        <translation>이미지 파일을 세션으로 가져옵니다.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>폴더 추가…</translation>
    </message>
    <message>
        <source>Import every image of a folder.</source>
        <translation>폴더의 모든 이미지를 가져옵니다.</translation>
    </message>
    <message>
        <source>Find moved images…</source>
        <translation>이동한 이미지 찾기…</translation>
    </message>
    <message>
        <source>Say where images lie now whose files were moved or renamed.</source>
        <translation>파일이 이동하거나 이름이 바뀐 이미지가 지금 어디에 있는지 알려 줍니다.</translation>
    </message>
    <message>
        <source>Export report as PDF…</source>
        <translation>PDF 보고서 내보내기…</translation>
    </message>
    <message>
        <source>Write the audit report of this session.</source>
        <translation>이 세션의 감사 보고서를 씁니다.</translation>
    </message>
    <message>
        <source>Export data…</source>
        <translation>데이터 내보내기…</translation>
    </message>
    <message>
        <source>Write scores, verdicts and annotations for other programs: JSON, CSV, COCO, GeoJSON.</source>
        <translation>점수, 판정, 주석을 다른 프로그램용으로 저장합니다: JSON, CSV, COCO, GeoJSON.</translation>
    </message>
    <message>
        <source>Import annotations…</source>
        <translation>주석 가져오기…</translation>
    </message>
    <message>
        <source>Read annotations from a COCO or GeoJSON file.</source>
        <translation>COCO 또는 GeoJSON 파일에서 주석을 읽습니다.</translation>
    </message>
    <message>
        <source>Save as bundle…</source>
        <translation>번들로 저장…</translation>
    </message>
    <message>
        <source>Pack session, images and report into one file to hand over.</source>
        <translation>세션, 이미지, 보고서를 전달용 파일 하나로 묶습니다.</translation>
    </message>
    <message>
        <source>Open bundle…</source>
        <translation>번들 열기…</translation>
    </message>
    <message>
        <source>Unpack and open a bundle somebody handed over.</source>
        <translation>전달받은 번들을 풀어서 엽니다.</translation>
    </message>
    <message>
        <source>Back up session</source>
        <translation>세션 백업</translation>
    </message>
    <message>
        <source>Copy the session file, checked.</source>
        <translation>세션 파일을 복사하고 확인합니다.</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>백업 복원…</translation>
    </message>
    <message>
        <source>See the backups of this session and go back to one.</source>
        <translation>이 세션의 백업을 보고 그중 하나로 되돌립니다.</translation>
    </message>
    <message>
        <source>Close session</source>
        <translation>세션 닫기</translation>
    </message>
    <message>
        <source>Close the session; everything is saved.</source>
        <translation>세션을 닫습니다. 모든 내용은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Leave the program; everything is saved.</source>
        <translation>프로그램을 종료합니다. 모든 내용은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>Take back the last edit.</source>
        <translation>마지막 편집을 취소합니다.</translation>
    </message>
    <message>
        <source>Make the undone edit again.</source>
        <translation>취소한 편집을 다시 실행합니다.</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>명령 찾기…</translation>
    </message>
    <message>
        <source>Search all commands.</source>
        <translation>모든 명령을 검색합니다.</translation>
    </message>
    <message>
        <source>Type to filter the gallery.</source>
        <translation>입력하여 갤러리를 필터링합니다.</translation>
    </message>
    <message>
        <source>Type a new prompt.</source>
        <translation>새 프롬프트를 입력합니다.</translation>
    </message>
    <message>
        <source>Edit all prompts…</source>
        <translation>전체 프롬프트 편집…</translation>
    </message>
    <message>
        <source>Write or paste many prompts at once, one per line.</source>
        <translation>여러 프롬프트를 한 줄에 하나씩 한꺼번에 입력하거나 붙여 넣습니다.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Language, theme, review and keyboard.</source>
        <translation>언어, 테마, 검토, 키보드.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Show the image larger.</source>
        <translation>이미지를 더 크게 표시합니다.</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Show the image smaller.</source>
        <translation>이미지를 더 작게 표시합니다.</translation>
    </message>
    <message>
        <source>Fit image</source>
        <translation>화면에 맞춤</translation>
    </message>
    <message>
        <source>Show the whole image.</source>
        <translation>이미지 전체를 표시합니다.</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>실제 크기</translation>
    </message>
    <message>
        <source>One image pixel per screen pixel.</source>
        <translation>이미지 픽셀 하나를 화면 픽셀 하나로 표시합니다.</translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation>히트맵 표시</translation>
    </message>
    <message>
        <source>Switch the heat map on or off.</source>
        <translation>히트맵을 켜거나 끕니다.</translation>
    </message>
    <message>
        <source>Show regions</source>
        <translation>영역 표시</translation>
    </message>
    <message>
        <source>Outline the regions of the level.</source>
        <translation>현재 수준의 영역 윤곽을 그립니다.</translation>
    </message>
    <message>
        <source>Show relations</source>
        <translation>관계 표시</translation>
    </message>
    <message>
        <source>Draw how regions lean on one another.</source>
        <translation>영역들이 서로 기대는 관계를 그립니다.</translation>
    </message>
    <message>
        <source>Show heat in whole patches</source>
        <translation>히트맵을 패치 단위로 표시</translation>
    </message>
    <message>
        <source>Paint one value per patch, as it was computed.</source>
        <translation>패치마다 계산된 값 하나로 칠합니다.</translation>
    </message>
    <message>
        <source>Show annotations</source>
        <translation>주석 표시</translation>
    </message>
    <message>
        <source>Take the annotations off the image, or put them back.</source>
        <translation>주석을 이미지에서 숨기거나 다시 표시합니다.</translation>
    </message>
    <message>
        <source>Hold the key to see the image without anything on it.</source>
        <translation>키를 누르고 있는 동안 아무것도 겹치지 않은 이미지를 봅니다.</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>모든 수준</translation>
    </message>
    <message>
        <source>Show the fused map of all levels.</source>
        <translation>모든 수준을 통합한 히트맵을 표시합니다.</translation>
    </message>
    <message>
        <source>Context level</source>
        <translation>맥락 수준</translation>
    </message>
    <message>
        <source>Show the map of large surroundings alone.</source>
        <translation>넓은 주변의 히트맵만 표시합니다.</translation>
    </message>
    <message>
        <source>Object level</source>
        <translation>객체 수준</translation>
    </message>
    <message>
        <source>Show the map of whole things alone.</source>
        <translation>사물 전체의 히트맵만 표시합니다.</translation>
    </message>
    <message>
        <source>Part level</source>
        <translation>부분 수준</translation>
    </message>
    <message>
        <source>Show the map of single parts alone.</source>
        <translation>개별 부분의 히트맵만 표시합니다.</translation>
    </message>
    <message>
        <source>See failures, scores and trust checks of the whole session.</source>
        <translation>세션 전체의 실패, 점수, 신뢰도 점검을 봅니다.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Show another prompt, another run or the bare image beside or over this one.</source>
        <translation>다른 프롬프트, 다른 실행 또는 원본 이미지를 나란히 또는 겹쳐서 표시합니다.</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>다음 패널</translation>
    </message>
    <message>
        <source>Put the keyboard into the next panel.</source>
        <translation>키보드를 다음 패널로 옮깁니다.</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>이전 패널</translation>
    </message>
    <message>
        <source>Put the keyboard into the previous panel.</source>
        <translation>키보드를 이전 패널로 옮깁니다.</translation>
    </message>
    <message>
        <source>Switch theme</source>
        <translation>테마 전환</translation>
    </message>
    <message>
        <source>Change between dark and light.</source>
        <translation>어두운 테마와 밝은 테마를 전환합니다.</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>어두운 테마</translation>
    </message>
    <message>
        <source>Dark surroundings.</source>
        <translation>주변을 어둡게 표시합니다.</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>밝은 테마</translation>
    </message>
    <message>
        <source>Light surroundings.</source>
        <translation>주변을 밝게 표시합니다.</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>시스템 테마</translation>
    </message>
    <message>
        <source>Follow the desktop&apos;s setting.</source>
        <translation>시스템 설정을 따릅니다.</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>배치 초기화</translation>
    </message>
    <message>
        <source>Put all panels back in their places.</source>
        <translation>모든 패널을 원래 자리로 되돌립니다.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>맞음</translation>
    </message>
    <message>
        <source>The model is right, for the right reason.</source>
        <translation>모델이 올바른 근거로 맞혔습니다.</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>틀림</translation>
    </message>
    <message>
        <source>The model is wrong.</source>
        <translation>모델이 틀렸습니다.</translation>
    </message>
    <message>
        <source>Right, wrong reason</source>
        <translation>맞지만 잘못된 근거</translation>
    </message>
    <message>
        <source>Right answer resting on the wrong evidence.</source>
        <translation>답은 맞지만 잘못된 근거에 기댑니다.</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>불분명</translation>
    </message>
    <message>
        <source>Cannot be decided from this image.</source>
        <translation>이 이미지로는 판단할 수 없습니다.</translation>
    </message>
    <message>
        <source>Take the verdict back</source>
        <translation>판정 취소</translation>
    </message>
    <message>
        <source>Mark the image as not reviewed.</source>
        <translation>이미지를 검토 전 상태로 표시합니다.</translation>
    </message>
    <message>
        <source>Next unreviewed</source>
        <translation>다음 미검토 이미지</translation>
    </message>
    <message>
        <source>Go to the next image without a verdict.</source>
        <translation>판정이 없는 다음 이미지로 이동합니다.</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>다음 이미지</translation>
    </message>
    <message>
        <source>Go to the next image of the gallery.</source>
        <translation>갤러리의 다음 이미지로 이동합니다.</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>이전 이미지</translation>
    </message>
    <message>
        <source>Go to the previous image.</source>
        <translation>이전 이미지로 이동합니다.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Write notes on this image.</source>
        <translation>이 이미지에 메모를 적습니다.</translation>
    </message>
    <message>
        <source>Judge each image before its explanation is shown.</source>
        <translation>각 이미지를 설명을 보기 전에 판정합니다.</translation>
    </message>
    <message>
        <source>Hide names</source>
        <translation>이름 숨기기</translation>
    </message>
    <message>
        <source>Show numbers instead of file names while reviewing blind.</source>
        <translation>블라인드 검토 중에 파일 이름 대신 번호를 표시합니다.</translation>
    </message>
    <message>
        <source>Reviewer…</source>
        <translation>검토자…</translation>
    </message>
    <message>
        <source>Say who reviews; a second reviewer&apos;s verdicts are kept beside the first ones.</source>
        <translation>검토자를 지정합니다. 2차 검토자의 판정은 첫 판정과 나란히 보관됩니다.</translation>
    </message>
    <message>
        <source>Failure taxonomy…</source>
        <translation>실패 용어…</translation>
    </message>
    <message>
        <source>See the terms in which failures are described, and add those of your team.</source>
        <translation>실패를 설명하는 용어를 보고 팀의 용어를 추가합니다.</translation>
    </message>
    <message>
        <source>Sign off…</source>
        <translation>최종 서명…</translation>
    </message>
    <message>
        <source>Close the session for editing, with your name under it.</source>
        <translation>내 이름으로 서명하고 세션 편집을 마감합니다.</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>다시 열기…</translation>
    </message>
    <message>
        <source>Open a signed-off session for editing again.</source>
        <translation>최종 서명된 세션을 다시 편집할 수 있게 엽니다.</translation>
    </message>
    <message>
        <source>Annotate selected regions</source>
        <translation>선택한 영역에 주석 달기</translation>
    </message>
    <message>
        <source>Mark the selected regions.</source>
        <translation>선택한 영역을 표시합니다.</translation>
    </message>
    <message>
        <source>Annotate selected relation</source>
        <translation>선택한 관계에 주석 달기</translation>
    </message>
    <message>
        <source>Mark the relation between two selected regions.</source>
        <translation>선택한 두 영역 사이의 관계를 표시합니다.</translation>
    </message>
    <message>
        <source>Annotate whole image</source>
        <translation>이미지 전체에 주석 달기</translation>
    </message>
    <message>
        <source>Mark the image as a whole.</source>
        <translation>이미지 전체를 표시합니다.</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Select regions and annotations; drag to pan.</source>
        <translation>영역과 주석을 선택합니다. 끌면 화면이 이동합니다.</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>상자</translation>
    </message>
    <message>
        <source>Draw a box to annotate.</source>
        <translation>상자를 그려 주석을 답니다.</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>다각형</translation>
    </message>
    <message>
        <source>Click corners to annotate; Enter closes.</source>
        <translation>꼭짓점을 클릭해 주석을 답니다. Enter로 닫습니다.</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Click a point to annotate.</source>
        <translation>점을 클릭해 주석을 답니다.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>브러시</translation>
    </message>
    <message>
        <source>Paint an area to annotate; Enter keeps it.</source>
        <translation>영역을 칠해 주석을 답니다. Enter로 확정합니다.</translation>
    </message>
    <message>
        <source>Remove selected regions</source>
        <translation>선택한 영역 제거</translation>
    </message>
    <message>
        <source>Take the selected regions away and ask the model again.</source>
        <translation>선택한 영역을 제거하고 모델에 다시 묻습니다.</translation>
    </message>
    <message>
        <source>Keep only selected regions</source>
        <translation>선택한 영역만 유지</translation>
    </message>
    <message>
        <source>Give the model nothing but the selected regions and ask again.</source>
        <translation>선택한 영역만 남기고 모델에 다시 묻습니다.</translation>
    </message>
    <message>
        <source>Measure interaction</source>
        <translation>상호작용 측정</translation>
    </message>
    <message>
        <source>Measure whether two selected regions need or replace one another.</source>
        <translation>선택한 두 영역이 서로를 필요로 하는지, 대체하는지 측정합니다.</translation>
    </message>
    <message>
        <source>Explain image</source>
        <translation>이미지 설명 생성</translation>
    </message>
    <message>
        <source>Explain the shown image again.</source>
        <translation>표시된 이미지의 설명을 다시 생성합니다.</translation>
    </message>
    <message>
        <source>Explain all images</source>
        <translation>모든 이미지 설명 생성</translation>
    </message>
    <message>
        <source>Explain every image that the present prompts were not asked of.</source>
        <translation>현재 프롬프트로 아직 묻지 않은 모든 이미지의 설명을 생성합니다.</translation>
    </message>
    <message>
        <source>Explain selected images</source>
        <translation>선택한 이미지 설명 생성</translation>
    </message>
    <message>
        <source>Explain the images selected in the gallery.</source>
        <translation>갤러리에서 선택한 이미지의 설명을 생성합니다.</translation>
    </message>
    <message>
        <source>Explain a folder…</source>
        <translation>폴더 설명 생성…</translation>
    </message>
    <message>
        <source>Import every image below a folder and explain it.</source>
        <translation>폴더 안의 모든 이미지를 가져와 설명을 생성합니다.</translation>
    </message>
    <message>
        <source>Pause batches</source>
        <translation>일괄 작업 일시 중지</translation>
    </message>
    <message>
        <source>Hold batches back after their present image; reviewing goes on.</source>
        <translation>현재 이미지를 마친 뒤 일괄 작업을 멈춥니다. 검토는 계속할 수 있습니다.</translation>
    </message>
    <message>
        <source>Stop all jobs</source>
        <translation>모든 작업 중지</translation>
    </message>
    <message>
        <source>Stop all jobs after their current step.</source>
        <translation>현재 단계를 마친 뒤 모든 작업을 중지합니다.</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>모델 선택…</translation>
    </message>
    <message>
        <source>Choose which model is reviewed.</source>
        <translation>검토할 모델을 선택합니다.</translation>
    </message>
    <message>
        <source>Calibrate model…</source>
        <translation>모델 보정…</translation>
    </message>
    <message>
        <source>Fit how much each block of the model counts, and see whether it helps.</source>
        <translation>모델의 각 블록을 얼마나 반영할지 맞추고, 도움이 되는지 봅니다.</translation>
    </message>
    <message>
        <source>Verify this session</source>
        <translation>이 세션 검증</translation>
    </message>
    <message>
        <source>Check that the record is intact.</source>
        <translation>기록이 온전한지 확인합니다.</translation>
    </message>
    <message>
        <source>Verify a file…</source>
        <translation>파일 검증…</translation>
    </message>
    <message>
        <source>Check a session or a report file.</source>
        <translation>세션이나 보고서 파일을 확인합니다.</translation>
    </message>
    <message>
        <source>Find, mark and report a planted failure in two minutes.</source>
        <translation>심어 둔 실패를 2분 안에 찾아 표시하고 보고합니다.</translation>
    </message>
    <message>
        <source>Show all shortcuts.</source>
        <translation>모든 단축키를 봅니다.</translation>
    </message>
    <message>
        <source>Report what happened…</source>
        <translation>발생한 문제 알리기…</translation>
    </message>
    <message>
        <source>Write a text about a problem, without private data, to send to whoever helps you.</source>
        <translation>개인 정보 없이 문제를 설명하는 글을 만들어 도움을 줄 사람에게 보낼 수 있습니다.</translation>
    </message>
    <message>
        <source>Show log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>Open the folder that holds the log.</source>
        <translation>로그가 있는 폴더를 엽니다.</translation>
    </message>
    <message>
        <source>Images, annotations, verdicts and scores as tables for spreadsheets.</source>
        <comment>export</comment>
        <translation>이미지, 주석, 판정, 점수를 스프레드시트용 표로 내보냅니다.</translation>
    </message>
    <message>
        <source>See what a vision-language model relied on, judge it, and keep a record of the judgement.</source>
        <translation>시각-언어 모델이 무엇에 기댔는지 확인하고, 판정하고, 그 판정을 기록으로 남깁니다.</translation>
    </message>
    <message>
        <source>Explanations: MMEL (Grad-ECLIP with a hierarchical semantic relationship module). A heat map is a hypothesis; this program supports a review, it does not certify a model.</source>
        <translation>설명 방법: MMEL (계층적 의미 관계 모듈을 더한 Grad-ECLIP). 히트맵은 가설입니다. 이 프로그램은 검토를 돕는 것이지 모델을 인증하지 않습니다.</translation>
    </message>
    <message>
        <source>Apache-2.0 · MMEL Desktop contributors</source>
        <translation>Apache-2.0 · MMEL Desktop 기여자</translation>
    </message>
    <message>
        <source>About MMEL Desktop</source>
        <translation>MMEL Desktop 정보</translation>
    </message>
    <message>
        <source>Version, licence and what this program is.</source>
        <translation>버전, 라이선스, 프로그램 소개.</translation>
    </message>
    <message>
        <source>not a failure</source>
        <comment>taxonomy</comment>
        <translation>실패 아님</translation>
    </message>
    <message>
        <source>The model&apos;s answer is acceptable.</source>
        <comment>taxonomy</comment>
        <translation>모델의 답을 받아들일 수 있습니다.</translation>
    </message>
    <message>
        <source>missed</source>
        <comment>taxonomy</comment>
        <translation>놓침</translation>
    </message>
    <message>
        <source>Something that is there was not recognised.</source>
        <comment>taxonomy</comment>
        <translation>있는 것을 인식하지 못했습니다.</translation>
    </message>
    <message>
        <source>hallucinated</source>
        <comment>taxonomy</comment>
        <translation>없는 것을 인식</translation>
    </message>
    <message>
        <source>Something was recognised that is not there.</source>
        <comment>taxonomy</comment>
        <translation>없는 것을 있다고 인식했습니다.</translation>
    </message>
    <message>
        <source>wrong class, coarse</source>
        <comment>taxonomy</comment>
        <translation>클래스 오류(큰 차이)</translation>
    </message>
    <message>
        <source>Taken for something of a quite different kind.</source>
        <comment>taxonomy</comment>
        <translation>전혀 다른 종류로 인식했습니다.</translation>
    </message>
    <message>
        <source>wrong class, fine</source>
        <comment>taxonomy</comment>
        <translation>클래스 오류(작은 차이)</translation>
    </message>
    <message>
        <source>Taken for something of a similar kind.</source>
        <comment>taxonomy</comment>
        <translation>비슷한 종류로 인식했습니다.</translation>
    </message>
    <message>
        <source>wrong attribute</source>
        <comment>taxonomy</comment>
        <translation>속성 오류</translation>
    </message>
    <message>
        <source>A colour, state or other property is wrong or bound to the wrong object.</source>
        <comment>taxonomy</comment>
        <translation>색, 상태 등의 속성이 틀렸거나 다른 객체에 결합되었습니다.</translation>
    </message>
    <message>
        <source>wrong relation</source>
        <comment>taxonomy</comment>
        <translation>관계 오류</translation>
    </message>
    <message>
        <source>How objects stand to one another is wrong.</source>
        <comment>taxonomy</comment>
        <translation>객체 사이의 관계가 틀렸습니다.</translation>
    </message>
    <message>
        <source>wrong count</source>
        <comment>taxonomy</comment>
        <translation>개수 오류</translation>
    </message>
    <message>
        <source>The number of objects is wrong.</source>
        <comment>taxonomy</comment>
        <translation>객체의 개수가 틀렸습니다.</translation>
    </message>
    <message>
        <source>negation or word order ignored</source>
        <comment>taxonomy</comment>
        <translation>부정·어순 무시</translation>
    </message>
    <message>
        <source>The sentence&apos;s structure was not respected.</source>
        <comment>taxonomy</comment>
        <translation>문장의 구조가 반영되지 않았습니다.</translation>
    </message>
    <message>
        <source>wrong text reading</source>
        <comment>taxonomy</comment>
        <translation>글자 오독</translation>
    </message>
    <message>
        <source>Writing in the image was misread, or outweighed what is shown.</source>
        <comment>taxonomy</comment>
        <translation>이미지 속 글자를 잘못 읽었거나 글자가 장면보다 크게 작용했습니다.</translation>
    </message>
    <message>
        <source>right answer for the wrong reason</source>
        <comment>taxonomy</comment>
        <translation>맞지만 잘못된 근거</translation>
    </message>
    <message>
        <source>The answer is right, but rests on something irrelevant.</source>
        <comment>taxonomy</comment>
        <translation>답은 맞지만 관련 없는 것에 기댑니다.</translation>
    </message>
    <message>
        <source>ambiguous score</source>
        <comment>taxonomy</comment>
        <translation>모호한 점수</translation>
    </message>
    <message>
        <source>The scores do not separate the alternatives.</source>
        <comment>taxonomy</comment>
        <translation>점수가 후보들을 구분하지 못합니다.</translation>
    </message>
    <message>
        <source>other</source>
        <comment>taxonomy</comment>
        <translation>기타</translation>
    </message>
    <message>
        <source>None of these; described in words.</source>
        <comment>taxonomy</comment>
        <translation>해당 없음. 글로 설명합니다.</translation>
    </message>
    <message>
        <source>spurious context</source>
        <comment>taxonomy</comment>
        <translation>허위 맥락</translation>
    </message>
    <message>
        <source>Something beside the subject drove the score.</source>
        <comment>taxonomy</comment>
        <translation>대상이 아닌 주변의 것이 점수를 이끌었습니다.</translation>
    </message>
    <message>
        <source>typographic overlay</source>
        <comment>taxonomy</comment>
        <translation>글자 덧씌움</translation>
    </message>
    <message>
        <source>Writing in the scene drove the score.</source>
        <comment>taxonomy</comment>
        <translation>장면 속 글자가 점수를 이끌었습니다.</translation>
    </message>
    <message>
        <source>occlusion</source>
        <comment>taxonomy</comment>
        <translation>가림</translation>
    </message>
    <message>
        <source>The subject is partly hidden.</source>
        <comment>taxonomy</comment>
        <translation>대상이 일부 가려져 있습니다.</translation>
    </message>
    <message>
        <source>small or far</source>
        <comment>taxonomy</comment>
        <translation>작거나 멂</translation>
    </message>
    <message>
        <source>The subject covers few pixels.</source>
        <comment>taxonomy</comment>
        <translation>대상이 차지하는 픽셀이 적습니다.</translation>
    </message>
    <message>
        <source>viewpoint</source>
        <comment>taxonomy</comment>
        <translation>시점</translation>
    </message>
    <message>
        <source>An unusual angle or crop of the subject.</source>
        <comment>taxonomy</comment>
        <translation>대상의 각도나 잘린 모습이 특이합니다.</translation>
    </message>
    <message>
        <source>low light or glare</source>
        <comment>taxonomy</comment>
        <translation>저조도 또는 눈부심</translation>
    </message>
    <message>
        <source>Too dark or too bright.</source>
        <comment>taxonomy</comment>
        <translation>너무 어둡거나 너무 밝습니다.</translation>
    </message>
    <message>
        <source>weather</source>
        <comment>taxonomy</comment>
        <translation>날씨</translation>
    </message>
    <message>
        <source>Rain, fog, snow or spray.</source>
        <comment>taxonomy</comment>
        <translation>비, 안개, 눈 또는 물보라.</translation>
    </message>
    <message>
        <source>blur, noise, compression</source>
        <comment>taxonomy</comment>
        <translation>흐림·잡음·압축</translation>
    </message>
    <message>
        <source>The image is degraded.</source>
        <comment>taxonomy</comment>
        <translation>이미지 품질이 떨어집니다.</translation>
    </message>
    <message>
        <source>sensor artefact</source>
        <comment>taxonomy</comment>
        <translation>센서 결함</translation>
    </message>
    <message>
        <source>Dead pixels, banding, flare or dirt on the lens.</source>
        <comment>taxonomy</comment>
        <translation>불량 화소, 줄무늬, 플레어 또는 렌즈의 얼룩.</translation>
    </message>
    <message>
        <source>clutter</source>
        <comment>taxonomy</comment>
        <translation>혼잡</translation>
    </message>
    <message>
        <source>Many objects compete.</source>
        <comment>taxonomy</comment>
        <translation>많은 객체가 뒤섞여 있습니다.</translation>
    </message>
    <message>
        <source>look-alike</source>
        <comment>taxonomy</comment>
        <translation>유사 대상</translation>
    </message>
    <message>
        <source>Something resembles the subject.</source>
        <comment>taxonomy</comment>
        <translation>대상과 닮은 것이 있습니다.</translation>
    </message>
    <message>
        <source>unusual appearance</source>
        <comment>taxonomy</comment>
        <translation>특이한 외형</translation>
    </message>
    <message>
        <source>The subject looks unlike its kind.</source>
        <comment>taxonomy</comment>
        <translation>대상이 같은 종류와 다르게 생겼습니다.</translation>
    </message>
    <message>
        <source>out of domain</source>
        <comment>taxonomy</comment>
        <translation>도메인 밖</translation>
    </message>
    <message>
        <source>The scene is unlike what the model was made for.</source>
        <comment>taxonomy</comment>
        <translation>모델이 상정한 장면과 다릅니다.</translation>
    </message>
    <message>
        <source>manipulation</source>
        <comment>taxonomy</comment>
        <translation>조작</translation>
    </message>
    <message>
        <source>The image seems to have been altered on purpose.</source>
        <comment>taxonomy</comment>
        <translation>이미지가 고의로 변경된 것으로 보입니다.</translation>
    </message>
    <message>
        <source>prompt wording</source>
        <comment>taxonomy</comment>
        <translation>프롬프트 표현</translation>
    </message>
    <message>
        <source>Another wording changes the result.</source>
        <comment>taxonomy</comment>
        <translation>표현을 바꾸면 결과가 달라집니다.</translation>
    </message>
    <message>
        <source>preprocessing or crop</source>
        <comment>taxonomy</comment>
        <translation>전처리 또는 자르기</translation>
    </message>
    <message>
        <source>Cropping or resizing removed what matters.</source>
        <comment>taxonomy</comment>
        <translation>자르기나 크기 조정으로 중요한 것이 사라졌습니다.</translation>
    </message>
    <message>
        <source>label error</source>
        <comment>taxonomy</comment>
        <translation>레이블 오류</translation>
    </message>
    <message>
        <source>The expected answer itself is wrong.</source>
        <comment>taxonomy</comment>
        <translation>기대한 정답 자체가 틀렸습니다.</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>taxonomy</comment>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>No condition is suspected yet.</source>
        <comment>taxonomy</comment>
        <translation>아직 의심되는 조건이 없습니다.</translation>
    </message>
    <message>
        <source>on target</source>
        <comment>taxonomy</comment>
        <translation>대상 위</translation>
    </message>
    <message>
        <source>The heat lies on the subject.</source>
        <comment>taxonomy</comment>
        <translation>히트맵이 대상 위에 있습니다.</translation>
    </message>
    <message>
        <source>partly</source>
        <comment>taxonomy</comment>
        <translation>일부</translation>
    </message>
    <message>
        <source>Some of the heat lies on the subject.</source>
        <comment>taxonomy</comment>
        <translation>히트맵의 일부만 대상 위에 있습니다.</translation>
    </message>
    <message>
        <source>background</source>
        <comment>taxonomy</comment>
        <translation>배경</translation>
    </message>
    <message>
        <source>The heat lies on the surroundings.</source>
        <comment>taxonomy</comment>
        <translation>히트맵이 주변에 있습니다.</translation>
    </message>
    <message>
        <source>text or logo</source>
        <comment>taxonomy</comment>
        <translation>글자 또는 로고</translation>
    </message>
    <message>
        <source>The heat lies on writing or a sign.</source>
        <comment>taxonomy</comment>
        <translation>히트맵이 글자나 표지 위에 있습니다.</translation>
    </message>
    <message>
        <source>border or artefact</source>
        <comment>taxonomy</comment>
        <translation>테두리 또는 결함</translation>
    </message>
    <message>
        <source>The heat lies on the border or on a defect.</source>
        <comment>taxonomy</comment>
        <translation>히트맵이 테두리나 결함 위에 있습니다.</translation>
    </message>
    <message>
        <source>diffuse</source>
        <comment>taxonomy</comment>
        <translation>흩어짐</translation>
    </message>
    <message>
        <source>The heat lies nowhere in particular.</source>
        <comment>taxonomy</comment>
        <translation>히트맵이 특정한 곳에 모이지 않습니다.</translation>
    </message>
    <message>
        <source>contradicts another method</source>
        <comment>taxonomy</comment>
        <translation>다른 방법과 상충</translation>
    </message>
    <message>
        <source>Another method points elsewhere.</source>
        <comment>taxonomy</comment>
        <translation>다른 방법은 다른 곳을 가리킵니다.</translation>
    </message>
    <message>
        <source>unreliable</source>
        <comment>taxonomy</comment>
        <translation>신뢰할 수 없음</translation>
    </message>
    <message>
        <source>The trust checks warn or fail.</source>
        <comment>taxonomy</comment>
        <translation>신뢰도 점검이 경고하거나 실패합니다.</translation>
    </message>
    <message>
        <source>hypothesis</source>
        <comment>taxonomy</comment>
        <translation>가설</translation>
    </message>
    <message>
        <source>Suggested by the heat map alone.</source>
        <comment>taxonomy</comment>
        <translation>히트맵만으로 추정했습니다.</translation>
    </message>
    <message>
        <source>supported by a probe</source>
        <comment>taxonomy</comment>
        <translation>프로브로 뒷받침됨</translation>
    </message>
    <message>
        <source>Removing or keeping the region changed the score as expected.</source>
        <comment>taxonomy</comment>
        <translation>영역을 제거하거나 유지했을 때 점수가 예상대로 바뀌었습니다.</translation>
    </message>
    <message>
        <source>refuted</source>
        <comment>taxonomy</comment>
        <translation>반박됨</translation>
    </message>
    <message>
        <source>A probe spoke against it.</source>
        <comment>taxonomy</comment>
        <translation>프로브 결과가 이에 반합니다.</translation>
    </message>
    <message>
        <source>low</source>
        <comment>taxonomy</comment>
        <translation>낮음</translation>
    </message>
    <message>
        <source>A guess.</source>
        <comment>taxonomy</comment>
        <translation>추측입니다.</translation>
    </message>
    <message>
        <source>medium</source>
        <comment>taxonomy</comment>
        <translation>보통</translation>
    </message>
    <message>
        <source>More likely than not.</source>
        <comment>taxonomy</comment>
        <translation>그럴 가능성이 더 큽니다.</translation>
    </message>
    <message>
        <source>high</source>
        <comment>taxonomy</comment>
        <translation>높음</translation>
    </message>
    <message>
        <source>Sure.</source>
        <comment>taxonomy</comment>
        <translation>확실합니다.</translation>
    </message>
    <message>
        <source>open</source>
        <comment>taxonomy</comment>
        <translation>미결</translation>
    </message>
    <message>
        <source>Noted, not yet reviewed.</source>
        <comment>taxonomy</comment>
        <translation>기록했지만 아직 검토하지 않았습니다.</translation>
    </message>
    <message>
        <source>reviewed</source>
        <comment>taxonomy</comment>
        <translation>검토됨</translation>
    </message>
    <message>
        <source>Confirmed by a review.</source>
        <comment>taxonomy</comment>
        <translation>검토로 확인했습니다.</translation>
    </message>
    <message>
        <source>disputed</source>
        <comment>taxonomy</comment>
        <translation>이견 있음</translation>
    </message>
    <message>
        <source>A second reviewer disagrees.</source>
        <comment>taxonomy</comment>
        <translation>2차 검토자의 의견이 다릅니다.</translation>
    </message>
    <message>
        <source>closed</source>
        <comment>taxonomy</comment>
        <translation>종결</translation>
    </message>
    <message>
        <source>Dealt with.</source>
        <comment>taxonomy</comment>
        <translation>처리했습니다.</translation>
    </message>
    <message>
        <source>not assessed</source>
        <comment>taxonomy</comment>
        <translation>평가 안 함</translation>
    </message>
    <message>
        <source>No severity was given.</source>
        <comment>taxonomy</comment>
        <translation>심각도를 매기지 않았습니다.</translation>
    </message>
    <message>
        <source>no safety effect</source>
        <comment>taxonomy</comment>
        <translation>안전 영향 없음</translation>
    </message>
    <message>
        <source>No credible harm.</source>
        <comment>taxonomy</comment>
        <translation>실질적인 위해가 없습니다.</translation>
    </message>
    <message>
        <source>negligible</source>
        <comment>taxonomy</comment>
        <translation>미미함</translation>
    </message>
    <message>
        <source>Less than a minor injury or a small loss.</source>
        <comment>taxonomy</comment>
        <translation>경상이나 소액 손실에 미치지 않습니다.</translation>
    </message>
    <message>
        <source>marginal</source>
        <comment>taxonomy</comment>
        <translation>경미함</translation>
    </message>
    <message>
        <source>Minor injury or moderate loss.</source>
        <comment>taxonomy</comment>
        <translation>경상 또는 중간 정도의 손실.</translation>
    </message>
    <message>
        <source>critical</source>
        <comment>taxonomy</comment>
        <translation>중대함</translation>
    </message>
    <message>
        <source>Severe injury or large loss.</source>
        <comment>taxonomy</comment>
        <translation>중상 또는 큰 손실.</translation>
    </message>
    <message>
        <source>catastrophic</source>
        <comment>taxonomy</comment>
        <translation>재앙적</translation>
    </message>
    <message>
        <source>Death, permanent disability or irreversible loss.</source>
        <comment>taxonomy</comment>
        <translation>사망, 영구 장애 또는 돌이킬 수 없는 손실.</translation>
    </message>
    <message>
        <source>unreviewed</source>
        <comment>taxonomy</comment>
        <translation>미검토</translation>
    </message>
    <message>
        <source>No judgement yet.</source>
        <comment>taxonomy</comment>
        <translation>아직 판정하지 않았습니다.</translation>
    </message>
    <message>
        <source>right</source>
        <comment>taxonomy</comment>
        <translation>맞음</translation>
    </message>
    <message>
        <source>The model is right, for the right reason.</source>
        <comment>taxonomy</comment>
        <translation>모델이 올바른 근거로 맞혔습니다.</translation>
    </message>
    <message>
        <source>wrong</source>
        <comment>taxonomy</comment>
        <translation>틀림</translation>
    </message>
    <message>
        <source>The model is wrong.</source>
        <comment>taxonomy</comment>
        <translation>모델이 틀렸습니다.</translation>
    </message>
    <message>
        <source>right, wrong reason</source>
        <comment>taxonomy</comment>
        <translation>맞지만 잘못된 근거</translation>
    </message>
    <message>
        <source>Right answer resting on the wrong evidence.</source>
        <comment>taxonomy</comment>
        <translation>답은 맞지만 잘못된 근거에 기댑니다.</translation>
    </message>
    <message>
        <source>unclear</source>
        <comment>taxonomy</comment>
        <translation>불분명</translation>
    </message>
    <message>
        <source>Cannot be decided from this image.</source>
        <comment>taxonomy</comment>
        <translation>이 이미지로는 판단할 수 없습니다.</translation>
    </message>
    <message>
        <source>review</source>
        <comment>taxonomy</comment>
        <translation>검토</translation>
    </message>
    <message>
        <source>I have reviewed this record.</source>
        <comment>taxonomy</comment>
        <translation>이 기록을 검토했습니다.</translation>
    </message>
    <message>
        <source>approval</source>
        <comment>taxonomy</comment>
        <translation>승인</translation>
    </message>
    <message>
        <source>I approve this record for its stated purpose.</source>
        <comment>taxonomy</comment>
        <translation>명시된 목적에 대해 이 기록을 승인합니다.</translation>
    </message>
    <message>
        <source>responsibility</source>
        <comment>taxonomy</comment>
        <translation>책임</translation>
    </message>
    <message>
        <source>I am responsible for the content of this record.</source>
        <comment>taxonomy</comment>
        <translation>이 기록의 내용에 책임을 집니다.</translation>
    </message>
    <message>
        <source>JSON, the whole record</source>
        <comment>export</comment>
        <translation>JSON, 전체 기록</translation>
    </message>
    <message>
        <source>Everything but the maps as one canonical JSON document.</source>
        <comment>export</comment>
        <translation>히트맵을 제외한 모든 내용을 하나의 정규 JSON 문서로 저장합니다.</translation>
    </message>
    <message>
        <source>CSV tables</source>
        <comment>export</comment>
        <translation>CSV 표</translation>
    </message>
    <message>
        <source>COCO annotations</source>
        <comment>export</comment>
        <translation>COCO 주석</translation>
    </message>
    <message>
        <source>The annotations as COCO instances; categories are the effects.</source>
        <comment>export</comment>
        <translation>주석을 COCO 인스턴스로 저장합니다. 범주는 실패 유형입니다.</translation>
    </message>
    <message>
        <source>GeoJSON for QuPath</source>
        <comment>export</comment>
        <translation>QuPath용 GeoJSON</translation>
    </message>
    <message>
        <source>The annotations, one file for each image that has some.</source>
        <comment>export</comment>
        <translation>주석이 있는 이미지마다 파일 하나씩 저장합니다.</translation>
    </message>
    <message>
        <source>The job ended without saying why</source>
        <translation>작업이 이유 없이 끝났습니다</translation>
    </message>
    <message>
        <source>The task ended without saying why</source>
        <translation>작업이 이유 없이 끝났습니다</translation>
    </message>
    <message>
        <source>found: {what}</source>
        <translation>확인된 값: {what}</translation>
    </message>
    <message>
        <source>expected {what}</source>
        <translation>기대한 값: {what}</translation>
    </message>
    <message>
        <source>A fault inside MMEL Desktop stopped this: {doing}</source>
        <translation>MMEL Desktop 내부 오류로 중단되었습니다: {doing}</translation>
    </message>
    <message>
        <source>Everything you did before is saved. Help › Report what happened… makes a text for whoever helps you.</source>
        <translation>이전 작업은 모두 저장되어 있습니다. 도움말 › 발생한 문제 알리기…에서 도움을 요청할 글을 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>what you just did</source>
        <translation>방금 한 작업</translation>
    </message>
    <message>
        <source>A verification shows that the record is consistent in itself and with the anchors it knows. It cannot show that the inputs were true, that the clock was right, or that a whole record was not replaced when no anchor lies elsewhere.</source>
        <translation>검증은 기록이 그 자체로, 그리고 알려진 기준점과 일치하는지를 보여 줍니다. 입력이 참인지, 시계가 정확했는지, 다른 곳에 기준점이 없을 때 기록 전체가 바뀌지 않았는지는 보여 줄 수 없습니다.</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>The record is intact</source>
        <translation>기록이 온전합니다</translation>
    </message>
    <message>
        <source>The record is intact in itself, but it may not be the one that is meant</source>
        <translation>기록 자체는 온전하지만, 찾던 기록이 아닐 수 있습니다</translation>
    </message>
    <message>
        <source>The record is not intact</source>
        <translation>기록이 온전하지 않습니다</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>손상</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Way of comparing</source>
        <translation>비교 방식</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>나란히</translation>
    </message>
    <message>
        <source>swipe</source>
        <translation>밀어서 비교</translation>
    </message>
    <message>
        <source>Both beside one another; zoom and place are shared.</source>
        <translation>둘을 나란히 표시하며 확대와 위치를 함께 움직입니다.</translation>
    </message>
    <message>
        <source>One over the other.</source>
        <translation>하나를 다른 하나 위에 겹쳐 표시합니다.</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>Another prompt, another explanation of this image (by another method or model), or no map.</source>
        <translation>다른 프롬프트, 이 이미지의 다른 설명(다른 방법이나 모델), 또는 히트맵 없음.</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>비교 끝내기</translation>
    </message>
    <message>
        <source>End the comparison.</source>
        <translation>비교를 끝냅니다.</translation>
    </message>
    <message>
        <source>Compared canvas</source>
        <translation>비교 캔버스</translation>
    </message>
    <message>
        <source>prompt: {text}</source>
        <translation>프롬프트: {text}</translation>
    </message>
    <message>
        <source>another method or model…</source>
        <translation>다른 방법이나 모델…</translation>
    </message>
    <message>
        <source>comparison: {method} · {time} UTC</source>
        <translation>비교용: {method} · {time} UTC</translation>
    </message>
    <message>
        <source>run: {method} · {time} UTC</source>
        <translation>실행: {method} · {time} UTC</translation>
    </message>
    <message>
        <source>the bare image</source>
        <translation>원본 이미지</translation>
    </message>
    <message>
        <source>Divider of the comparison</source>
        <translation>비교 경계선</translation>
    </message>
    <message>
        <source>Drag, or press the arrow keys, to uncover one side or the other.</source>
        <translation>끌거나 화살표 키를 눌러 한쪽을 더 드러냅니다.</translation>
    </message>
    <message>
        <source>Open images or drop them here</source>
        <translation>이미지를 열거나 여기에 끌어 놓으세요</translation>
    </message>
    <message>
        <source>{formats} or {last_format}, or a whole folder</source>
        <translation>{formats}, {last_format} 또는 폴더 전체</translation>
    </message>
    <message>
        <source>Open images…</source>
        <translation>이미지 열기…</translation>
    </message>
    <message>
        <source>No evidence found for “{prompt}”</source>
        <translation>“{prompt}”의 근거를 찾지 못했습니다</translation>
    </message>
    <message>
        <source>signed evidence, block {number} alone</source>
        <translation>부호 있는 근거, 블록 {number}만</translation>
    </message>
    <message>
        <source>relative evidence, block {number} alone</source>
        <translation>상대 근거, 블록 {number}만</translation>
    </message>
    <message>
        <source>Block {number} holds no evidence for “{prompt}”</source>
        <translation>블록 {number}에는 “{prompt}”의 근거가 없습니다</translation>
    </message>
    <message>
        <source>signed evidence, all levels</source>
        <translation>부호 있는 근거, 모든 수준</translation>
    </message>
    <message>
        <source>relative evidence, {level}</source>
        <translation>상대 근거, {level}</translation>
    </message>
    <message>
        <source>relative evidence</source>
        <translation>상대 근거</translation>
    </message>
    <message>
        <source>Legend of the heat layer</source>
        <translation>히트맵 범례</translation>
    </message>
    <message>
        <source>{caption}, from {low} to 1, painted from {threshold:.2f} on</source>
        <translation>{caption}, {low}에서 1까지, {threshold:.2f}부터 표시</translation>
    </message>
    <message>
        <source>from {value}</source>
        <translation>{value}부터</translation>
    </message>
    <message>
        <source>1 = {value} cosine</source>
        <translation>1 = 코사인 {value}</translation>
    </message>
    <message>
        <source>Click or drag to move the view over the image.</source>
        <translation>클릭하거나 끌어서 보이는 위치를 옮깁니다.</translation>
    </message>
    <message>
        <source>Overview of the image</source>
        <translation>이미지 전체 보기</translation>
    </message>
    <message>
        <source>{level} region {number} · {share} of the evidence</source>
        <translation>{level} 영역 {number} · 근거의 {share}</translation>
    </message>
    <message>
        <source>{number}: {effect}; severity {severity}; {status}</source>
        <translation>{number}: {effect}, 심각도 {severity}, {status}</translation>
    </message>
    <message>
        <source>Select an annotation to describe it.</source>
        <translation>주석을 선택해 내용을 적으세요.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete this annotation; Undo brings it back. (Delete in the table)</source>
        <translation>이 주석을 삭제합니다. 실행 취소로 되돌릴 수 있습니다. (표에서 Delete)</translation>
    </message>
    <message>
        <source>Annotations of this image</source>
        <translation>이 이미지의 주석</translation>
    </message>
    <message>
        <source>No failure is marked on this image.</source>
        <translation>이 이미지에는 표시된 실패가 없습니다.</translation>
    </message>
    <message>
        <source>Mark a failure: draw a box ({keys}) on the image, or select a region and press Enter.</source>
        <translation>실패 표시: 이미지에 상자({keys})를 그리거나 영역을 선택하고 Enter를 누르세요.</translation>
    </message>
    <message>
        <source>Mark a failure: draw a box on the image, or select a region and press Enter.</source>
        <translation>실패 표시: 이미지에 상자를 그리거나 영역을 선택하고 Enter를 누르세요.</translation>
    </message>
    <message>
        <source>from region {regions}</source>
        <translation>영역 {regions}에서</translation>
    </message>
    <message>
        <source>relation of regions {regions}</source>
        <translation>영역 {regions}의 관계</translation>
    </message>
    <message>
        <source>whole image</source>
        <translation>이미지 전체</translation>
    </message>
    <message>
        <source>box</source>
        <translation>상자</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>다각형</translation>
    </message>
    <message>
        <source>point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Kind of relation</source>
        <translation>관계 종류</translation>
    </message>
    <message>
        <source>Regions whose patches belong together for this prompt.</source>
        <translation>이 프롬프트에서 함께 묶이는 패치를 가진 영역입니다.</translation>
    </message>
    <message>
        <source>Regions that pay attention to one another inside the model, whatever the prompt.</source>
        <translation>프롬프트와 관계없이 모델 안에서 서로 주의를 기울이는 영역입니다.</translation>
    </message>
    <message>
        <source>Regions that need or replace one another, measured by removing them.</source>
        <translation>제거해서 측정한, 서로 필요로 하거나 대체하는 영역입니다.</translation>
    </message>
    <message>
        <source>Top {count}</source>
        <translation>상위 {count}개</translation>
    </message>
    <message>
        <source>Strongest relations of the selected region</source>
        <translation>선택한 영역의 가장 강한 관계</translation>
    </message>
    <message>
        <source>Press Enter on a relation to go to the other region.</source>
        <translation>관계에서 Enter를 누르면 상대 영역으로 이동합니다.</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>최소</translation>
    </message>
    <message>
        <source>Relations weaker than this are not drawn, here and on the image.</source>
        <translation>이보다 약한 관계는 여기와 이미지에 그리지 않습니다.</translation>
    </message>
    <message>
        <source>Relations per region</source>
        <translation>영역당 관계 수</translation>
    </message>
    <message>
        <source>How many of its strongest relations each region shows.</source>
        <translation>영역마다 가장 강한 관계를 몇 개까지 표시할지 정합니다.</translation>
    </message>
    <message>
        <source>Measure interactions</source>
        <translation>상호작용 측정</translation>
    </message>
    <message>
        <source>Remove the two regions of each drawn relation, singly and together, and ask the model.</source>
        <translation>표시된 관계마다 두 영역을 하나씩, 그리고 함께 제거하며 모델에 묻습니다.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Measure the removal curve</source>
        <translation>제거 곡선 측정</translation>
    </message>
    <message>
        <source>Take the patches away, and put them in, by falling evidence, and ask the model each time.</source>
        <translation>근거가 큰 순서로 패치를 빼고 또 넣으면서 매번 모델에 묻습니다.</translation>
    </message>
    <message>
        <source>How fast does the score fall when what the map points at is taken away first?</source>
        <translation>맵이 가리키는 것부터 빼면 점수가 얼마나 빨리 떨어질까요?</translation>
    </message>
    <message>
        <source>deletion, mean {mean}</source>
        <translation>삭제, 평균 {mean}</translation>
    </message>
    <message>
        <source>insertion, mean {mean}</source>
        <translation>삽입, 평균 {mean}</translation>
    </message>
    <message>
        <source>Insertion − deletion {gap}.</source>
        <translation>삽입 − 삭제 {gap}.</translation>
    </message>
    <message>
        <source>The patches the map points at carry more of the score than the others.</source>
        <translation>맵이 가리키는 패치가 다른 패치보다 점수를 더 많이 지탱합니다.</translation>
    </message>
    <message>
        <source>The patches the map points at carry no more of the score than the others.</source>
        <translation>맵이 가리키는 패치가 다른 패치보다 점수를 더 지탱하지는 않습니다.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Write the graph as PNG, SVG or GraphML.</source>
        <translation>그래프를 PNG, SVG 또는 GraphML로 저장합니다.</translation>
    </message>
    <message>
        <source>No interaction was measured yet.</source>
        <translation>아직 측정한 상호작용이 없습니다.</translation>
    </message>
    <message>
        <source>Explain an image to see which regions lean on one another.</source>
        <translation>이미지의 설명을 생성하면 어떤 영역들이 서로 기대는지 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Select a region to read what it leans on.</source>
        <translation>영역을 선택하면 무엇에 기대는지 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing selected here has a relation of {least} or more: {kind}</source>
        <translation>선택한 영역에 {least} 이상인 관계가 없습니다: {kind}</translation>
    </message>
    <message>
        <source>Strongest relations: {kind}</source>
        <translation>가장 강한 관계: {kind}</translation>
    </message>
    <message>
        <source>region {here} leans on region {there}: {kind} {strength}</source>
        <translation>영역 {here} → 영역 {there}: {kind} {strength}</translation>
    </message>
    <message>
        <source>Red ring: for the prompt, blue: against it · size: evidence</source>
        <translation>빨간 테두리: 지지 · 파란색: 반대 · 크기: 근거의 비율</translation>
    </message>
    <message>
        <source>Annotate this relation</source>
        <translation>이 관계에 주석 달기</translation>
    </message>
    <message>
        <source>Remove and ask the model</source>
        <translation>제거하고 모델에 묻기</translation>
    </message>
    <message>
        <source>Keep only and ask the model</source>
        <translation>이것만 남기고 모델에 묻기</translation>
    </message>
    <message>
        <source>Show the whole graph</source>
        <translation>그래프 전체 보기</translation>
    </message>
    <message>
        <source>semantic</source>
        <translation>의미</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>주의</translation>
    </message>
    <message>
        <source>interaction</source>
        <translation>상호작용</translation>
    </message>
    <message>
        <source>Scalable picture (*.svg)</source>
        <translation>벡터 그림 (*.svg)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>그림 (*.png)</translation>
    </message>
    <message>
        <source>Graph for other programs (*.graphml)</source>
        <translation>다른 프로그램용 그래프 (*.graphml)</translation>
    </message>
    <message>
        <source>Export the graph</source>
        <translation>그래프 내보내기</translation>
    </message>
    <message>
        <source>Relationship graph</source>
        <translation>관계 그래프</translation>
    </message>
    <message>
        <source>What all levels agree on, weighted as the bars below show.</source>
        <translation>모든 수준이 함께 가리키는 근거를 아래 막대의 가중치로 나타냅니다.</translation>
    </message>
    <message>
        <source>The widest view: also what relates to the object, and what resembles it.</source>
        <translation>가장 넓은 시야: 객체와 관련되거나 비슷한 것까지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Evidence on whole objects.</source>
        <translation>객체 전체에 놓인 근거입니다.</translation>
    </message>
    <message>
        <source>The closest view: only what fits the prompt best.</source>
        <translation>가장 좁은 시야: 프롬프트에 가장 잘 맞는 것만 보여 줍니다.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>수준</translation>
    </message>
    <message>
        <source>fused</source>
        <translation>통합</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>How strongly the heat covers the image.</source>
        <translation>히트맵이 이미지를 덮는 정도입니다.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Evidence weaker than this is not painted; nothing is computed anew.</source>
        <translation>이보다 약한 근거는 칠하지 않습니다. 다시 계산하지는 않습니다.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Colours of the heat, all readable with colour-vision deficiencies; the last one also shows evidence against the prompt.</source>
        <translation>히트맵의 색상입니다. 모두 색각 이상이 있어도 구분할 수 있으며, 마지막 것은 프롬프트에 반하는 근거도 보여 줍니다.</translation>
    </message>
    <message>
        <source>{colours} · for and against</source>
        <translation>{colours} · 찬성과 반대</translation>
    </message>
    <message>
        <source>Region outlines</source>
        <translation>영역 윤곽</translation>
    </message>
    <message>
        <source>Draw the borders of the regions of this level.</source>
        <translation>이 수준의 영역 경계를 그립니다.</translation>
    </message>
    <message>
        <source>Draw lines between regions that lean on one another.</source>
        <translation>서로 기대는 영역 사이에 선을 그립니다.</translation>
    </message>
    <message>
        <source>Whole patches</source>
        <translation>패치 단위</translation>
    </message>
    <message>
        <source>Paint one value per patch, as it was computed; the finer detail of the smooth map comes from the edges of the image, not from the model.</source>
        <translation>패치마다 계산된 값 하나로 칠합니다. 부드러운 맵의 더 세밀한 모양은 모델이 아니라 이미지의 윤곽에서 온 것입니다.</translation>
    </message>
    <message>
        <source>Light of the image, on the screen only</source>
        <translation>이미지 밝기, 화면에만 적용</translation>
    </message>
    <message>
        <source>The model and the report always get the original pixels.</source>
        <translation>모델과 보고서에는 항상 원본 픽셀이 쓰입니다.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Reset brightness and contrast</source>
        <translation>밝기와 대비 초기화</translation>
    </message>
    <message>
        <source>Show the pixels as they are.</source>
        <translation>픽셀을 원래대로 표시합니다.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>Lighten or darken the image on the screen.</source>
        <translation>화면의 이미지를 밝게 하거나 어둡게 합니다.</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>Flatten or sharpen the light of the image on the screen.</source>
        <translation>화면에서 이미지의 명암 차이를 줄이거나 키웁니다.</translation>
    </message>
    <message>
        <source>Levels in the fused map</source>
        <translation>통합 히트맵의 수준</translation>
    </message>
    <message>
        <source>How much each level counts in the fused map of this prompt; press a bar to see that level.</source>
        <translation>이 프롬프트의 통합 히트맵에서 각 수준이 차지하는 비중입니다. 막대를 누르면 그 수준을 봅니다.</translation>
    </message>
    <message>
        <source>Weights of the levels</source>
        <translation>수준별 가중치</translation>
    </message>
    <message>
        <source>Weights of the model&apos;s blocks</source>
        <translation>모델 블록별 가중치</translation>
    </message>
    <message>
        <source>Explain an image to see what its map is made of.</source>
        <translation>이미지의 설명을 생성하면 히트맵의 구성을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Evidence at this level.</source>
        <translation>이 수준의 근거입니다.</translation>
    </message>
    <message>
        <source>Weight of the level “{level}”.</source>
        <translation>“{level}” 수준의 가중치입니다.</translation>
    </message>
    <message>
        <source>Block {number} of the {count} explained; press to see it alone.</source>
        <translation>설명에 쓰인 블록 {count}개 중 {number}번입니다. 누르면 이 블록만 봅니다.</translation>
    </message>
    <message>
        <source>How much each block of the image tower counts; press a bar to see that block alone.</source>
        <translation>이미지 인코더의 각 블록이 차지하는 비중입니다. 막대를 누르면 그 블록만 봅니다.</translation>
    </message>
    <message>
        <source>Blocks of the model</source>
        <translation>모델 블록</translation>
    </message>
    <message>
        <source>Block {number} alone · press it again to end</source>
        <translation>블록 {number}만 표시 · 다시 누르면 끝</translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation>프롬프트 편집</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>소프트맥스</translation>
    </message>
    <message>
        <source>no evidence found</source>
        <translation>근거 없음</translation>
    </message>
    <message>
        <source>cut off: too long</source>
        <translation>잘림: 너무 김</translation>
    </message>
    <message>
        <source>unseen words</source>
        <translation>학습하지 않은 단어</translation>
    </message>
    <message>
        <source>not explained yet</source>
        <translation>아직 설명 없음</translation>
    </message>
    <message>
        <source>shown after your verdict</source>
        <translation>판정한 뒤에 표시</translation>
    </message>
    <message>
        <source>Cosine {score:.4f}: similarity of image and prompt, from -1 to 1.</source>
        <translation>코사인 {score:.4f}: 이미지와 프롬프트의 유사도, -1에서 1까지입니다.</translation>
    </message>
    <message>
        <source>Softmax {share:.1%}: share among these prompts at the model&apos;s own temperature.</source>
        <translation>소프트맥스 {share:.1%}: 모델 고유의 온도에서 이 프롬프트들 사이의 비중입니다.</translation>
    </message>
    <message>
        <source>No positive evidence was found in the image; there is nothing to paint.</source>
        <translation>이미지에서 긍정적인 근거를 찾지 못해 표시할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Words this model never met in training: {words}. Its score for them means little.</source>
        <translation>이 모델이 학습에서 본 적 없는 단어: {words}. 이에 대한 점수는 의미가 거의 없습니다.</translation>
    </message>
    <message>
        <source>Too long for the model: {count} tokens, the end was cut off.</source>
        <translation>모델이 받기에 너무 깁니다: 토큰 {count}개, 끝부분이 잘렸습니다.</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Suspected triggers</source>
        <translation>의심되는 유발 요인</translation>
    </message>
    <message>
        <source>Conditions that may have caused it.</source>
        <translation>원인이 되었을 수 있는 조건입니다.</translation>
    </message>
    <message>
        <source>Where the evidence lies</source>
        <translation>근거의 위치</translation>
    </message>
    <message>
        <source>What the heat map shows, as you read it.</source>
        <translation>히트맵을 읽은 대로 고릅니다.</translation>
    </message>
    <message>
        <source>How bad the consequence could be where the model is used. ({keys})</source>
        <translation>모델이 사용되는 곳에서 결과가 얼마나 나쁠 수 있는지. ({keys})</translation>
    </message>
    <message>
        <source>Causal status</source>
        <translation>인과 상태</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>확신도</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>심각도</translation>
    </message>
    <message>
        <source>Whether a probe has shown that the region matters.</source>
        <translation>영역이 중요하다는 것이 프로브로 확인되었는지입니다.</translation>
    </message>
    <message>
        <source>How sure you are of this annotation.</source>
        <translation>이 주석을 얼마나 확신하는지입니다.</translation>
    </message>
    <message>
        <source>What went wrong; type its code or any part of its name.</source>
        <translation>무엇이 잘못되었나요? 코드나 이름의 일부를 입력하세요.</translation>
    </message>
    <message>
        <source>How far this annotation has been dealt with.</source>
        <translation>이 주석의 처리 상태입니다.</translation>
    </message>
    <message>
        <source>Use context</source>
        <translation>사용 상황</translation>
    </message>
    <message>
        <source>e.g. braking assistant in a city</source>
        <translation>예: 도심 제동 보조</translation>
    </message>
    <message>
        <source>Where the model&apos;s answer would be used.</source>
        <translation>모델의 답이 쓰일 곳입니다.</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>e.g. a pedestrian is hit</source>
        <translation>예: 보행자 충돌</translation>
    </message>
    <message>
        <source>What could follow from this failure there.</source>
        <translation>이 실패로 그곳에서 일어날 수 있는 일입니다.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>프롬프트</translation>
    </message>
    <message>
        <source>the prompt this is about</source>
        <translation>해당 프롬프트</translation>
    </message>
    <message>
        <source>The prompt this annotation concerns.</source>
        <translation>이 주석과 관련된 프롬프트입니다.</translation>
    </message>
    <message>
        <source>No effect matches “{text}”; “{label}” stays.</source>
        <translation>“{text}”에 맞는 유형이 없습니다. “{label}”을(를) 유지합니다.</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>의견</translation>
    </message>
    <message>
        <source>What you saw, in your own words</source>
        <translation>본 것을 자유롭게 적으세요</translation>
    </message>
    <message>
        <source>Free text; goes into the report as it stands.</source>
        <translation>자유 입력. 적은 그대로 보고서에 들어갑니다.</translation>
    </message>
    <message>
        <source>context</source>
        <translation>맥락</translation>
    </message>
    <message>
        <source>object</source>
        <translation>객체</translation>
    </message>
    <message>
        <source>part</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>Calibrating the model “{spec}”</source>
        <translation>모델 “{spec}” 보정 중</translation>
    </message>
    <message>
        <source>calibrating</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>Removal curve</source>
        <translation>제거 곡선</translation>
    </message>
    <message>
        <source>{share} % of the patches: deletion {deletion}, insertion {insertion}</source>
        <translation>패치의 {share} %: 삭제 {deletion}, 삽입 {insertion}</translation>
    </message>
    <message>
        <source>share of the patches</source>
        <translation>패치 비율</translation>
    </message>
    <message>
        <source>this is not a calibration of MMEL Desktop</source>
        <translation>MMEL Desktop의 보정 파일이 아닙니다</translation>
    </message>
    <message>
        <source>cannot read an explanation</source>
        <translation>설명을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>array {0} of an explanation is missing or was changed</source>
        <translation>설명의 배열 {0}: 없거나 변경되었습니다</translation>
    </message>
    <message>
        <source>array &apos;cell_colours&apos; of an explanation does not fit its patches</source>
        <translation>설명의 배열 설명의 배열 &apos;cell_colours&apos;가 패치와 맞지 않음apos;cell_colours설명의 배열 &apos;cell_colours&apos;가 패치와 맞지 않음apos;: 패치와 맞지 않습니다</translation>
    </message>
    <message>
        <source>image {0} is empty</source>
        <translation>이미지 {0}: 비어 있습니다</translation>
    </message>
    <message>
        <source>image {0} is too large</source>
        <translation>이미지 {0}: 너무 큽니다</translation>
    </message>
    <message>
        <source>image {0} has no pixels</source>
        <translation>이미지 {0}: 픽셀이 없습니다</translation>
    </message>
    <message>
        <source>image {0} has too many frames</source>
        <translation>이미지 {0}: 프레임이 너무 많습니다</translation>
    </message>
    <message>
        <source>image {0} has no frame {1}</source>
        <translation>이미지 {0}: 프레임 {1} 없음</translation>
    </message>
    <message>
        <source>cannot read image {0}</source>
        <translation>이미지 {0}: 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>image {0} is not where it was</source>
        <translation>이미지 {0}이(가) 원래 위치에 없습니다</translation>
    </message>
    <message>
        <source>image {0} is not in a supported format</source>
        <translation>이미지 {0}: 지원하지 않는 형식입니다</translation>
    </message>
    <message>
        <source>image {0} claims too many pixels</source>
        <translation>이미지 {0}: 픽셀 수가 너무 많다고 되어 있습니다</translation>
    </message>
    <message>
        <source>image {0} does not fit into memory</source>
        <translation>이미지 {0}: 메모리에 들어가지 않습니다</translation>
    </message>
    <message>
        <source>image {0} is damaged or truncated</source>
        <translation>이미지 {0}: 손상되었거나 잘렸습니다</translation>
    </message>
    <message>
        <source>folder {0} holds no images</source>
        <translation>폴더 {0}: 이미지가 없습니다</translation>
    </message>
    <message>
        <source>no such file: {0}</source>
        <translation>파일이 없습니다: {0}</translation>
    </message>
    <message>
        <source>this model&apos;s attention cannot be read</source>
        <translation>이 모델의 어텐션을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>too few images to calibrate with</source>
        <translation>보정하기에는 이미지가 너무 적습니다</translation>
    </message>
    <message>
        <source>the calibration {0} is of another model</source>
        <translation>보정 {0}: 다른 모델의 것입니다</translation>
    </message>
    <message>
        <source>cannot read the calibration {0}</source>
        <translation>보정 {0}: 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>cannot keep the calibration in {0}</source>
        <translation>보정을 {0}에 보관할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot explain this array</source>
        <translation>이 배열을 설명할 수 없습니다</translation>
    </message>
    <message>
        <source>the model has no finite answer to image {0}</source>
        <translation>이미지 {0}: 모델이 유한한 값을 내지 못했습니다</translation>
    </message>
    <message>
        <source>this is no image</source>
        <translation>이미지가 아닙니다</translation>
    </message>
    <message>
        <source>a prompt is no text</source>
        <translation>프롬프트가 텍스트가 아닙니다</translation>
    </message>
    <message>
        <source>cannot take report {0} along</source>
        <translation>보고서 {0}: 번들에 함께 담을 수 없습니다</translation>
    </message>
    <message>
        <source>unknown device</source>
        <translation>알 수 없는 장치입니다</translation>
    </message>
    <message>
        <source>device {0} is not available</source>
        <translation>장치 {0}: 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>device &apos;mps&apos; is not available</source>
        <translation>장치 &apos;mps&apos;: 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>unknown arithmetic</source>
        <translation>알 수 없는 연산 형식입니다</translation>
    </message>
    <message>
        <source>this calibration is of another model</source>
        <translation>이 보정은 다른 모델의 것입니다</translation>
    </message>
    <message>
        <source>no image is set</source>
        <translation>이미지가 정해지지 않았습니다</translation>
    </message>
    <message>
        <source>unknown model {0}</source>
        <translation>알 수 없는 모델: {0}</translation>
    </message>
    <message>
        <source>model {0} has no weights {1}</source>
        <translation>모델 {0}: 가중치 {1} 없음</translation>
    </message>
    <message>
        <source>no model in folder {0}</source>
        <translation>폴더 {0}: 모델이 없습니다</translation>
    </message>
    <message>
        <source>cannot read the configuration of model {0}</source>
        <translation>모델 {0}: 설정을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>the preprocessing of model {0} cannot be used</source>
        <translation>모델 {0}: 전처리 설정을 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>model {0} cannot be explained</source>
        <translation>모델 {0}: 설명할 수 없습니다</translation>
    </message>
    <message>
        <source>model {0} cannot read text here</source>
        <translation>모델 {0}: 여기서는 텍스트를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>model folder {0} has no weights</source>
        <translation>모델 폴더 {0}: 가중치가 없습니다</translation>
    </message>
    <message>
        <source>model {0} has damaged weights</source>
        <translation>모델 {0}: 가중치가 손상되었습니다</translation>
    </message>
    <message>
        <source>unknown view {0}</source>
        <translation>알 수 없는 보기: {0}</translation>
    </message>
    <message>
        <source>this model cannot read a whole image at its own aspect</source>
        <translation>이 모델은 원래 비율의 이미지 전체를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>image {0} is too elongated to be explained</source>
        <translation>이미지 {0}: 너무 길쭉하여 설명할 수 없습니다</translation>
    </message>
    <message>
        <source>unknown method {0}</source>
        <translation>알 수 없는 방법: {0}</translation>
    </message>
    <message>
        <source>no prompt was given</source>
        <translation>프롬프트가 없습니다</translation>
    </message>
    <message>
        <source>a prompt was given twice</source>
        <translation>같은 프롬프트가 두 번 있습니다</translation>
    </message>
    <message>
        <source>a prompt is empty</source>
        <translation>빈 프롬프트가 있습니다</translation>
    </message>
    <message>
        <source>pooling of a scale is out of range</source>
        <translation>스케일의 풀링 값이 범위를 벗어났습니다</translation>
    </message>
    <message>
        <source>unknown parameter {0}</source>
        <translation>알 수 없는 매개변수: {0}</translation>
    </message>
    <message>
        <source>parameter {0} is out of range</source>
        <translation>매개변수 {0}: 범위를 벗어났습니다</translation>
    </message>
    <message>
        <source>this model&apos;s image tower cannot be explained</source>
        <translation>이 모델의 이미지 타워는 설명할 수 없습니다</translation>
    </message>
    <message>
        <source>an explanation cannot be stored</source>
        <translation>설명을 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>a value cannot be recorded</source>
        <translation>값을 기록할 수 없습니다</translation>
    </message>
    <message>
        <source>the explanation does not belong to image {0}</source>
        <translation>설명이 이미지 {0}의 것이 아닙니다</translation>
    </message>
    <message>
        <source>{0} is not the file that was imported as {1}</source>
        <translation>{0}: {1}(으)로 가져온 파일이 아닙니다</translation>
    </message>
    <message>
        <source>cannot read {0}</source>
        <translation>{0}: 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>run {0} has no explanation</source>
        <translation>실행 {0}: 설명이 없습니다</translation>
    </message>
    <message>
        <source>annotation {0} was deleted</source>
        <translation>주석 {0}: 삭제되었습니다</translation>
    </message>
    <message>
        <source>there is nothing to {0}</source>
        <translation>할 것이 없습니다: {0}</translation>
    </message>
    <message>
        <source>a sign-off needs a meaning</source>
        <translation>최종 서명에는 의미가 필요합니다</translation>
    </message>
    <message>
        <source>a signed-off session is reopened only for a reason</source>
        <translation>최종 서명된 세션은 이유가 있어야 다시 열 수 있습니다</translation>
    </message>
    <message>
        <source>the session is not signed off</source>
        <translation>세션이 최종 서명되지 않았습니다</translation>
    </message>
    <message>
        <source>the audit trail cannot be read</source>
        <translation>감사 추적을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>there is no {0} {1} in the session</source>
        <translation>세션에 없습니다: {0} {1}</translation>
    </message>
    <message>
        <source>{0} is not a session file</source>
        <translation>{0}: 세션 파일이 아닙니다</translation>
    </message>
    <message>
        <source>session {0} is damaged</source>
        <translation>세션 {0}: 손상되었습니다</translation>
    </message>
    <message>
        <source>{0} is not a session of MMEL Desktop</source>
        <translation>{0}: MMEL Desktop의 세션이 아닙니다</translation>
    </message>
    <message>
        <source>the header of session {0} was changed or damaged</source>
        <translation>세션 {0}: 헤더가 변경되었거나 손상되었습니다</translation>
    </message>
    <message>
        <source>cannot open session {0}</source>
        <translation>세션 {0}: 열 수 없습니다</translation>
    </message>
    <message>
        <source>session {0} cannot be edited: {1}</source>
        <translation>세션 {0}: 편집할 수 없습니다: {1}</translation>
    </message>
    <message>
        <source>session {0} is closed</source>
        <translation>세션 {0}: 닫혀 있습니다</translation>
    </message>
    <message>
        <source>cannot restore session {0}</source>
        <translation>세션 {0}: 복원할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot create session {0}</source>
        <translation>세션 {0}: 만들 수 없습니다</translation>
    </message>
    <message>
        <source>no demo session can be made in {0}</source>
        <translation>{0}에 데모 세션을 만들 수 없습니다</translation>
    </message>
    <message>
        <source>session {0} was moved, replaced or deleted while open</source>
        <translation>세션 {0}: 열려 있는 동안 이동, 교체 또는 삭제되었습니다</translation>
    </message>
    <message>
        <source>session {0} cannot be verified by this version</source>
        <translation>세션 {0}: 이 버전으로는 검증할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot write report &apos;{0}&apos;</source>
        <translation>보고서 &apos;{0}&apos;: 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>the session was changed while its report was being written</source>
        <translation>보고서를 쓰는 동안 세션이 변경되었습니다</translation>
    </message>
    <message>
        <source>entry {0} of the audit trail, {1}, cannot be read</source>
        <translation>감사 추적 항목 {0}({1}): 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>{0} is not an audit report of MMEL Desktop</source>
        <translation>{0}: MMEL Desktop의 감사 보고서가 아닙니다</translation>
    </message>
    <message>
        <source>cannot read report {0}</source>
        <translation>보고서 {0}: 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>bundle {0} is refused</source>
        <translation>번들 {0}: 거부되었습니다</translation>
    </message>
    <message>
        <source>this session holds too few images to calibrate its model</source>
        <translation>이 세션에는 모델을 보정할 이미지가 너무 적습니다</translation>
    </message>
    <message>
        <source>the COCO file&apos;s images cannot be told apart</source>
        <translation>COCO 파일의 이미지들을 구별할 수 없습니다</translation>
    </message>
    <message>
        <source>the failure terms of {0} cannot be used</source>
        <translation>{0}의 실패 용어를 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>{0} cannot be read as {1}</source>
        <translation>{0}을(를) {1}(으)로 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>these failure terms cannot be used in this session</source>
        <translation>이 실패 용어는 이 세션에서 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot write the example file {0}</source>
        <translation>예제 파일 {0}을(를) 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>model {0} cannot be reviewed</source>
        <translation>모델 {0}: 검토할 수 없습니다</translation>
    </message>
    <message>
        <source>image {0} changed since it was imported</source>
        <translation>이미지 {0}: 가져온 뒤에 변경되었습니다</translation>
    </message>
    <message>
        <source>not enough memory to explain {0}</source>
        <translation>{0}: 설명할 메모리가 부족합니다</translation>
    </message>
    <message>
        <source>cannot write {0}</source>
        <translation>{0}: 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>cannot export into {0}</source>
        <translation>{0}: 내보낼 수 없습니다</translation>
    </message>
    <message>
        <source>cannot export to {0}</source>
        <translation>{0}: 내보낼 수 없는 곳입니다</translation>
    </message>
    <message>
        <source>the session was edited while it was exported</source>
        <translation>내보내는 동안 세션이 편집되었습니다</translation>
    </message>
    <message>
        <source>the session cannot be signed off: it was changed from outside</source>
        <translation>세션에 최종 서명할 수 없습니다. 프로그램 밖에서 변경되었습니다</translation>
    </message>
    <message>
        <source>{0} is no JSON file</source>
        <translation>{0}: JSON 파일이 아닙니다</translation>
    </message>
    <message>
        <source>{0} is too large</source>
        <translation>{0}: 너무 큽니다</translation>
    </message>
    <message>
        <source>{0} holds no annotations this program can read</source>
        <translation>{0}: 이 프로그램이 읽을 수 있는 주석이 없습니다</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0}: 제외했습니다</translation>
    </message>
    <message>
        <source>{0} on image {1} left out</source>
        <translation>{0}(이미지 {1}): 제외했습니다</translation>
    </message>
    <message>
        <source>the library already holds another model named {0}</source>
        <translation>라이브러리에 {0}(이)라는 다른 모델이 이미 있습니다</translation>
    </message>
    <message>
        <source>cannot copy the model into {0}</source>
        <translation>{0}: 모델을 복사할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot unpack into {0}</source>
        <translation>{0}: 풀 수 없습니다</translation>
    </message>
    <message>
        <source>cannot unpack bundle {0}</source>
        <translation>번들 {0}: 풀 수 없습니다</translation>
    </message>
    <message>
        <source>there is no room for bundle {0}</source>
        <translation>번들 {0}: 공간이 부족합니다</translation>
    </message>
    <message>
        <source>image {0} did not come with the bundle</source>
        <translation>이미지 {0}: 번들에 들어 있지 않았습니다</translation>
    </message>
    <message>
        <source>this explanation cannot be probed with model {0}</source>
        <translation>이 설명은 모델 {0}(으)로 확인할 수 없습니다</translation>
    </message>
    <message>
        <source>entry {0} of the audit trail is not a probe</source>
        <translation>감사 추적 항목 {0}: 확인 기록이 아닙니다</translation>
    </message>
    <message>
        <source>session {0} cannot be written</source>
        <translation>세션 {0}: 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>the second opinion was not recorded</source>
        <translation>두 번째 의견이 기록되지 않았습니다</translation>
    </message>
    <message>
        <source>image {0} is not in the bundle</source>
        <translation>이미지 {0}: 번들에 없습니다</translation>
    </message>
    <message>
        <source>image {0} changed while it was packed</source>
        <translation>이미지 {0}: 묶는 동안 변경되었습니다</translation>
    </message>
    <message>
        <source>cannot write bundle {0}</source>
        <translation>번들 {0}: 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>cannot use key {0}</source>
        <translation>키 {0}: 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>the passphrase is too short</source>
        <translation>암호가 너무 짧습니다</translation>
    </message>
    <message>
        <source>digital signatures need the package &apos;cryptography&apos;</source>
        <translation>디지털 서명에는 패키지 &apos;cryptography&apos;가 필요합니다</translation>
    </message>
    <message>
        <source>cannot make key {0}</source>
        <translation>키 {0}: 만들 수 없습니다</translation>
    </message>
    <message>
        <source>{0} is neither a session nor a report nor a bundle</source>
        <translation>{0}: 세션도 보고서도 번들도 아닙니다</translation>
    </message>
    <message>
        <source>{0} cannot be verified by this version of MMEL Desktop</source>
        <translation>{0}: 이 버전의 MMEL Desktop으로는 검증할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot write the explanation of {0}</source>
        <translation>{0}의 설명: 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>cannot back up session {0}</source>
        <translation>세션 {0}: 백업할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot copy session {0}</source>
        <translation>세션 {0}: 복사할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot read session {0}</source>
        <translation>세션 {0}: 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>cannot save the edit in session {0}</source>
        <translation>세션 {0}: 편집을 저장할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot use backup {0}</source>
        <translation>백업 {0}: 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>cannot verify session {0}</source>
        <translation>세션 {0}: 검증할 수 없습니다</translation>
    </message>
    <message>
        <source>stored content {0}… is missing or was changed</source>
        <translation>저장된 내용 {0}…: 없거나 변경되었습니다</translation>
    </message>
    <message>
        <source>choose another report, or let the bundle write one</source>
        <translation>다른 보고서를 선택하거나 번들이 직접 작성하게 하세요</translation>
    </message>
    <message>
        <source>check its permissions and free some space, then calibrate again</source>
        <translation>권한을 확인하고 공간을 확보한 뒤 다시 보정하세요</translation>
    </message>
    <message>
        <source>use --dtype float32 or bfloat16, or another model</source>
        <translation>--dtype float32 또는 bfloat16을 사용하거나 다른 모델을 사용하세요</translation>
    </message>
    <message>
        <source>calibrate again with `mmel-desktop calibrate --save`</source>
        <translation>`mmel-desktop calibrate --save`로 다시 보정하세요</translation>
    </message>
    <message>
        <source>open it with the version of MMEL Desktop that wrote it</source>
        <translation>그것을 쓴 버전의 MMEL Desktop으로 여세요</translation>
    </message>
    <message>
        <source>explain the image again</source>
        <translation>이미지를 다시 설명하세요</translation>
    </message>
    <message>
        <source>copy it again</source>
        <translation>다시 복사하세요</translation>
    </message>
    <message>
        <source>make a smaller copy and import that</source>
        <translation>더 작은 사본을 만들어 가져오세요</translation>
    </message>
    <message>
        <source>copy it again from its source</source>
        <translation>원본에서 다시 복사하세요</translation>
    </message>
    <message>
        <source>extract the frame you need</source>
        <translation>필요한 프레임만 추출하세요</translation>
    </message>
    <message>
        <source>choose another frame</source>
        <translation>다른 프레임을 선택하세요</translation>
    </message>
    <message>
        <source>check the path and its permissions</source>
        <translation>경로와 권한을 확인하세요</translation>
    </message>
    <message>
        <source>convert it, e.g. to PNG</source>
        <translation>PNG 등으로 변환하세요</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>경로를 확인하세요</translation>
    </message>
    <message>
        <source>choose another model</source>
        <translation>다른 모델을 선택하세요</translation>
    </message>
    <message>
        <source>name more images</source>
        <translation>이미지를 더 지정하세요</translation>
    </message>
    <message>
        <source>delete the file or calibrate again</source>
        <translation>파일을 삭제하거나 다시 보정하세요</translation>
    </message>
    <message>
        <source>convert it</source>
        <translation>변환하세요</translation>
    </message>
    <message>
        <source>choose one</source>
        <translation>하나를 선택하세요</translation>
    </message>
    <message>
        <source>choose auto or cpu</source>
        <translation>auto 또는 cpu를 선택하세요</translation>
    </message>
    <message>
        <source>calibrate this model</source>
        <translation>이 모델을 보정하세요</translation>
    </message>
    <message>
        <source>call set_image first</source>
        <translation>먼저 set_image를 호출하세요</translation>
    </message>
    <message>
        <source>`mmel-desktop models list` shows what there is</source>
        <translation>`mmel-desktop models list`로 무엇이 있는지 볼 수 있습니다</translation>
    </message>
    <message>
        <source>choose one of these</source>
        <translation>이 중에서 선택하세요</translation>
    </message>
    <message>
        <source>restore the file</source>
        <translation>파일을 복원하세요</translation>
    </message>
    <message>
        <source>pip install transformers sentencepiece</source>
        <translation>pip install transformers sentencepiece</translation>
    </message>
    <message>
        <source>copy the whole folder</source>
        <translation>폴더 전체를 복사하세요</translation>
    </message>
    <message>
        <source>check that the folder is complete and of one model</source>
        <translation>폴더가 완전하고 한 모델의 것인지 확인하세요</translation>
    </message>
    <message>
        <source>fetch or copy the model again</source>
        <translation>모델을 다시 받거나 복사하세요</translation>
    </message>
    <message>
        <source>check the name and the network, or use a folder with local-dir:PATH</source>
        <translation>이름과 네트워크를 확인하거나 local-dir:PATH로 폴더를 사용하세요</translation>
    </message>
    <message>
        <source>use --view model</source>
        <translation>--view model을 사용하세요</translation>
    </message>
    <message>
        <source>use --view model or --view tiles</source>
        <translation>--view model 또는 --view tiles를 사용하세요</translation>
    </message>
    <message>
        <source>crop it first</source>
        <translation>먼저 잘라 내세요</translation>
    </message>
    <message>
        <source>close other programs, give fewer prompts, or use --view model and --method direct</source>
        <translation>다른 프로그램을 닫거나, 프롬프트를 줄이거나, --view model과 --method direct를 사용하세요</translation>
    </message>
    <message>
        <source>add --prompt TEXT</source>
        <translation>--prompt TEXT를 추가하세요</translation>
    </message>
    <message>
        <source>write or remove it</source>
        <translation>내용을 쓰거나 지우세요</translation>
    </message>
    <message>
        <source>leave one out</source>
        <translation>하나를 빼세요</translation>
    </message>
    <message>
        <source>correct the name</source>
        <translation>이름을 고치세요</translation>
    </message>
    <message>
        <source>unset TIMM_FUSED_ATTN if it is set, or choose another model</source>
        <translation>TIMM_FUSED_ATTN이 설정되어 있으면 해제하거나 다른 모델을 선택하세요</translation>
    </message>
    <message>
        <source>report this with the image and the prompts</source>
        <translation>이미지와 프롬프트를 함께 알려 주세요</translation>
    </message>
    <message>
        <source>correct the value and try again; the edit was not made</source>
        <translation>값을 고치고 다시 시도하세요. 편집은 이루어지지 않았습니다</translation>
    </message>
    <message>
        <source>import the image as it is now and explain that</source>
        <translation>지금 상태의 이미지를 가져와 설명하세요</translation>
    </message>
    <message>
        <source>choose the original file, or import this one as a new image</source>
        <translation>원본 파일을 선택하거나 이 파일을 새 이미지로 가져오세요</translation>
    </message>
    <message>
        <source>choose another file</source>
        <translation>다른 파일을 선택하세요</translation>
    </message>
    <message>
        <source>choose another file; for a file of an export, name its session</source>
        <translation>다른 파일을 선택하세요. 내보내기 파일이라면 해당 세션을 지정하세요</translation>
    </message>
    <message>
        <source>undo its deletion first, or add a new one</source>
        <translation>먼저 삭제를 취소하거나 새로 추가하세요</translation>
    </message>
    <message>
        <source>say what the signature means</source>
        <translation>서명의 의미를 밝히세요</translation>
    </message>
    <message>
        <source>say why the record must be changed</source>
        <translation>기록을 왜 바꿔야 하는지 밝히세요</translation>
    </message>
    <message>
        <source>there is nothing to reopen</source>
        <translation>다시 열 것이 없습니다</translation>
    </message>
    <message>
        <source>verify the session; restore a backup</source>
        <translation>세션을 검증하고 백업을 복원하세요</translation>
    </message>
    <message>
        <source>refresh the view and try again</source>
        <translation>화면을 새로 고치고 다시 시도하세요</translation>
    </message>
    <message>
        <source>choose a .mmel file</source>
        <translation>.mmel 파일을 선택하세요</translation>
    </message>
    <message>
        <source>keep it as it is and restore a backup</source>
        <translation>그대로 두고 백업을 복원하세요</translation>
    </message>
    <message>
        <source>nothing was changed</source>
        <translation>아무것도 변경되지 않았습니다</translation>
    </message>
    <message>
        <source>choose another backup</source>
        <translation>다른 백업을 선택하세요</translation>
    </message>
    <message>
        <source>open it again</source>
        <translation>다시 여세요</translation>
    </message>
    <message>
        <source>close it there first</source>
        <translation>먼저 그쪽에서 닫으세요</translation>
    </message>
    <message>
        <source>check the permissions of its folder and the free space</source>
        <translation>폴더의 권한과 남은 공간을 확인하세요</translation>
    </message>
    <message>
        <source>choose another name</source>
        <translation>다른 이름을 선택하세요</translation>
    </message>
    <message>
        <source>open it, or choose another name</source>
        <translation>그것을 열거나 다른 이름을 선택하세요</translation>
    </message>
    <message>
        <source>create the folder first</source>
        <translation>먼저 폴더를 만드세요</translation>
    </message>
    <message>
        <source>put it back and try again, or close the session; the edit was not made</source>
        <translation>되돌려 놓고 다시 시도하거나 세션을 닫으세요. 편집은 이루어지지 않았습니다</translation>
    </message>
    <message>
        <source>session {0} is of an older form, but not as the program made it</source>
        <translation>세션 {0}: 이전 형식이지만 프로그램이 만든 그대로가 아닙니다</translation>
    </message>
    <message>
        <source>cannot make the temporary copy through which session {0} must be read</source>
        <translation>세션 {0}: 읽는 데 필요한 임시 사본을 만들 수 없습니다</translation>
    </message>
    <message>
        <source>use the version that wrote it</source>
        <translation>저장한 버전의 프로그램을 사용하세요</translation>
    </message>
    <message>
        <source>verify it; keep it as it is and restore a backup</source>
        <translation>검증해 보세요. 그대로 두고 백업을 복원하세요</translation>
    </message>
    <message>
        <source>free some space there and try again; the session itself is unchanged</source>
        <translation>그곳에 공간을 확보하고 다시 시도하세요. 세션 자체는 바뀌지 않았습니다</translation>
    </message>
    <message>
        <source>choose a folder that can be written</source>
        <translation>쓸 수 있는 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>check the permissions of that folder</source>
        <translation>해당 폴더의 권한을 확인하세요</translation>
    </message>
    <message>
        <source>choose another place</source>
        <translation>다른 위치를 선택하세요</translation>
    </message>
    <message>
        <source>let running work finish, then export again</source>
        <translation>진행 중인 작업이 끝난 뒤 다시 내보내세요</translation>
    </message>
    <message>
        <source>choose a report written by MMEL Desktop</source>
        <translation>MMEL Desktop이 쓴 보고서를 선택하세요</translation>
    </message>
    <message>
        <source>ask for it again from where it came; nothing was unpacked</source>
        <translation>보낸 곳에 다시 요청하세요. 아무것도 풀지 않았습니다</translation>
    </message>
    <message>
        <source>add images, then calibrate</source>
        <translation>이미지를 추가한 뒤 보정하세요</translation>
    </message>
    <message>
        <source>export it again from its program</source>
        <translation>그 프로그램에서 다시 내보내세요</translation>
    </message>
    <message>
        <source>choose another model, e.g. --model demo</source>
        <translation>다른 모델을 선택하세요. 예: --model demo</translation>
    </message>
    <message>
        <source>restore the original file, or import the changed one as a new image</source>
        <translation>원본 파일을 복원하거나 변경된 파일을 새 이미지로 가져오세요</translation>
    </message>
    <message>
        <source>put it back, or say where it is now: File › Find moved images…</source>
        <translation>되돌려 놓거나 지금 위치를 알려 주세요: 파일 › 이동한 이미지 찾기…</translation>
    </message>
    <message>
        <source>close other programs, use fewer prompts or a smaller model</source>
        <translation>다른 프로그램을 닫거나, 프롬프트를 줄이거나, 더 작은 모델을 사용하세요</translation>
    </message>
    <message>
        <source>choose another place or free some space</source>
        <translation>다른 위치를 선택하거나 공간을 확보하세요</translation>
    </message>
    <message>
        <source>choose another format</source>
        <translation>다른 형식을 선택하세요</translation>
    </message>
    <message>
        <source>export it again</source>
        <translation>다시 내보내세요</translation>
    </message>
    <message>
        <source>split it into several files</source>
        <translation>여러 파일로 나누세요</translation>
    </message>
    <message>
        <source>import that image first</source>
        <translation>먼저 그 이미지를 가져오세요</translation>
    </message>
    <message>
        <source>rename the folder and import it again</source>
        <translation>폴더 이름을 바꾸고 다시 가져오세요</translation>
    </message>
    <message>
        <source>free some space and import again</source>
        <translation>공간을 확보하고 다시 가져오세요</translation>
    </message>
    <message>
        <source>check both and try again</source>
        <translation>둘 다 확인하고 다시 시도하세요</translation>
    </message>
    <message>
        <source>free some space or choose another disk</source>
        <translation>공간을 확보하거나 다른 디스크를 선택하세요</translation>
    </message>
    <message>
        <source>explain the image again, then probe it</source>
        <translation>이미지를 다시 설명한 뒤 확인하세요</translation>
    </message>
    <message>
        <source>make it writable or close it elsewhere, or choose another --session</source>
        <translation>쓸 수 있게 하거나 다른 곳에서 닫거나, 다른 --session을 선택하세요</translation>
    </message>
    <message>
        <source>reopen the session first</source>
        <translation>먼저 세션을 다시 여세요</translation>
    </message>
    <message>
        <source>put the original back and make the bundle again</source>
        <translation>원본을 되돌려 놓고 번들을 다시 만드세요</translation>
    </message>
    <message>
        <source>make the bundle again</source>
        <translation>번들을 다시 만드세요</translation>
    </message>
    <message>
        <source>choose another file or try the passphrase again</source>
        <translation>다른 파일을 선택하거나 암호를 다시 입력하세요</translation>
    </message>
    <message>
        <source>keep only the terms, and short ones</source>
        <translation>짧은 용어만 남기세요</translation>
    </message>
    <message>
        <source>correct the file; the example file shows the form</source>
        <translation>파일을 고치세요. 형식은 예제 파일에 나와 있습니다</translation>
    </message>
    <message>
        <source>correct the file; codes that the session knows stay known</source>
        <translation>파일을 고치세요. 세션이 아는 코드는 계속 남습니다</translation>
    </message>
    <message>
        <source>choose a longer one; it cannot be recovered when it is lost</source>
        <translation>더 긴 것을 선택하세요. 잃어버리면 되찾을 수 없습니다</translation>
    </message>
    <message>
        <source>install it (pip install cryptography), or sign off without a key</source>
        <translation>설치하거나(pip install cryptography) 키 없이 서명하세요</translation>
    </message>
    <message>
        <source>choose another name: a lost key makes its signatures impossible to repeat</source>
        <translation>다른 이름을 선택하세요. 키를 잃으면 그 서명을 다시 만들 수 없습니다</translation>
    </message>
    <message>
        <source>verify it with that version; here it is neither confirmed nor refuted</source>
        <translation>그 버전으로 검증하세요. 여기서는 확인도 부정도 되지 않습니다</translation>
    </message>
    <message>
        <source>choose another output directory</source>
        <translation>다른 출력 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>free some space and try again</source>
        <translation>공간을 확보하고 다시 시도하세요</translation>
    </message>
    <message>
        <source>close the other program that uses the file and try again</source>
        <translation>파일을 사용 중인 다른 프로그램을 닫고 다시 시도하세요</translation>
    </message>
    <message>
        <source>check the permissions of the file and its folder</source>
        <translation>파일과 폴더의 권한을 확인하세요</translation>
    </message>
    <message>
        <source>check that the file and its folder are still there and can be written</source>
        <translation>파일과 폴더가 그대로 있고 쓸 수 있는지 확인하세요</translation>
    </message>
    <message>
        <source>check the disk and the connection to it</source>
        <translation>디스크와 연결 상태를 확인하세요</translation>
    </message>
    <message>
        <source>keep the file as it is and restore a backup beside it</source>
        <translation>파일을 그대로 두고 옆에 백업을 복원하세요</translation>
    </message>
    <message>
        <source>verify the session; restore a backup if it is damaged</source>
        <translation>세션을 검증하고, 손상되었으면 백업을 복원하세요</translation>
    </message>
    <message>
        <source>check the space and the permissions of its folder</source>
        <translation>폴더의 남은 공간과 권한을 확인하세요</translation>
    </message>
    <message>
        <source>verify the session; restore a backup or explain the image again</source>
        <translation>세션을 검증하고, 백업을 복원하거나 이미지 설명을 다시 생성하세요</translation>
    </message>
    <message>
        <source>the session itself is whole</source>
        <translation>세션 자체는 온전합니다</translation>
    </message>
    <message>
        <source>the edit was not made, the session is whole</source>
        <translation>편집은 적용되지 않았으며 세션은 온전합니다</translation>
    </message>
    <message>
        <source>tables that say what its audit trail says</source>
        <translation>감사 추적과 내용이 같은 테이블</translation>
    </message>
    <message>
        <source>a JSON object of schema {0}</source>
        <translation>스키마 {0}의 JSON 객체</translation>
    </message>
    <message>
        <source>an image file</source>
        <translation>이미지 파일</translation>
    </message>
    <message>
        <source>at most {0} a side and {1} in all</source>
        <translation>한 변 최대 {0}, 전체 최대 {1}</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>최대 {0}</translation>
    </message>
    <message>
        <source>a frame from 1 to {0}</source>
        <translation>1에서 {0}까지의 프레임</translation>
    </message>
    <message>
        <source>at most {0} bytes</source>
        <translation>최대 {0}바이트</translation>
    </message>
    <message>
        <source>a readable file</source>
        <translation>읽을 수 있는 파일</translation>
    </message>
    <message>
        <source>at most {0} pixels</source>
        <translation>최대 {0}픽셀</translation>
    </message>
    <message>
        <source>a complete image file</source>
        <translation>완전한 이미지 파일</translation>
    </message>
    <message>
        <source>files ending in {0}</source>
        <translation>{0}(으)로 끝나는 파일</translation>
    </message>
    <message>
        <source>an image file or a folder</source>
        <translation>이미지 파일 또는 폴더</translation>
    </message>
    <message>
        <source>at least {0}; 30 or more to show a small gain</source>
        <translation>최소 {0}; 작은 이득을 보이려면 30 이상</translation>
    </message>
    <message>
        <source>a calibration written by `mmel-desktop calibrate --save`</source>
        <translation>`mmel-desktop calibrate --save`로 쓴 보정</translation>
    </message>
    <message>
        <source>a CUDA device and a matching driver</source>
        <translation>CUDA 장치와 맞는 드라이버</translation>
    </message>
    <message>
        <source>{0} blocks, model {1}</source>
        <translation>블록 {0}개, 모델 {1}</translation>
    </message>
    <message>
        <source>open_clip_config.json and open_clip_model.safetensors</source>
        <translation>open_clip_config.json과 open_clip_model.safetensors</translation>
    </message>
    <message>
        <source>a model that `mmel-desktop models list` marks with yes</source>
        <translation>`mmel-desktop models list`에서 yes로 표시된 모델</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>다음 중 하나: {0}</translation>
    </message>
    <message>
        <source>weights that fit the configuration beside them</source>
        <translation>함께 있는 설정에 맞는 가중치</translation>
    </message>
    <message>
        <source>finite numbers</source>
        <translation>유한한 수</translation>
    </message>
    <message>
        <source>weights on this machine or a reachable hub</source>
        <translation>이 컴퓨터의 가중치 또는 접속 가능한 허브</translation>
    </message>
    <message>
        <source>a model whose position embedding can be interpolated</source>
        <translation>위치 임베딩을 보간할 수 있는 모델</translation>
    </message>
    <message>
        <source>sides that differ by less than a factor of 100</source>
        <translation>길이 차이가 100배 미만인 변</translation>
    </message>
    <message>
        <source>an explanation that fits this machine&apos;s memory</source>
        <translation>이 컴퓨터의 메모리에 들어가는 설명</translation>
    </message>
    <message>
        <source>at least one text</source>
        <translation>텍스트 하나 이상</translation>
    </message>
    <message>
        <source>different prompts</source>
        <translation>서로 다른 프롬프트</translation>
    </message>
    <message>
        <source>some words</source>
        <translation>단어</translation>
    </message>
    <message>
        <source>finite numbers and valid Unicode text</source>
        <translation>유한한 수와 올바른 유니코드 텍스트</translation>
    </message>
    <message>
        <source>pixels {0}…</source>
        <translation>픽셀 {0}…</translation>
    </message>
    <message>
        <source>a finished run</source>
        <translation>끝난 실행</translation>
    </message>
    <message>
        <source>an SQLite database made by MMEL Desktop</source>
        <translation>MMEL Desktop이 만든 SQLite 데이터베이스</translation>
    </message>
    <message>
        <source>a readable .mmel file</source>
        <translation>읽을 수 있는 .mmel 파일</translation>
    </message>
    <message>
        <source>a home folder that can be written</source>
        <translation>쓸 수 있는 홈 폴더</translation>
    </message>
    <message>
        <source>a folder of calibrations that can be read, or none</source>
        <translation>읽을 수 있는 보정 폴더 또는 폴더 없음</translation>
    </message>
    <message>
        <source>the file that was opened</source>
        <translation>열었던 파일</translation>
    </message>
    <message>
        <source>schema {0}</source>
        <translation>스키마 {0}</translation>
    </message>
    <message>
        <source>a writable folder with room at &apos;{0}&apos;</source>
        <translation>&apos;{0}&apos;에 쓸 수 있고 공간이 있는 폴더</translation>
    </message>
    <message>
        <source>no change during the export</source>
        <translation>내보내는 동안 변경 없음</translation>
    </message>
    <message>
        <source>an entry as this program writes it</source>
        <translation>이 프로그램이 쓴 형태의 항목</translation>
    </message>
    <message>
        <source>a PDF with an attached manifest</source>
        <translation>목록이 첨부된 PDF</translation>
    </message>
    <message>
        <source>a readable PDF file</source>
        <translation>읽을 수 있는 PDF 파일</translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>최소 {0}</translation>
    </message>
    <message>
        <source>a number of its own for each image</source>
        <translation>이미지마다 고유한 번호</translation>
    </message>
    <message>
        <source>a trained model</source>
        <translation>학습된 모델</translation>
    </message>
    <message>
        <source>a place that can be written, with room for the export</source>
        <translation>쓸 수 있고 내보낼 공간이 있는 위치</translation>
    </message>
    <message>
        <source>a new or empty folder, or an earlier export of the same format</source>
        <translation>새 폴더나 빈 폴더, 또는 같은 형식의 이전 내보내기</translation>
    </message>
    <message>
        <source>a COCO or GeoJSON document</source>
        <translation>COCO 또는 GeoJSON 문서</translation>
    </message>
    <message>
        <source>a COCO or GeoJSON file</source>
        <translation>COCO 또는 GeoJSON 파일</translation>
    </message>
    <message>
        <source>COCO (lists of images and annotations) or GeoJSON (features)</source>
        <translation>COCO(이미지와 주석 목록) 또는 GeoJSON(피처)</translation>
    </message>
    <message>
        <source>a folder that can be written, with room for the weights</source>
        <translation>쓸 수 있고 가중치를 둘 공간이 있는 폴더</translation>
    </message>
    <message>
        <source>a folder that does not exist yet</source>
        <translation>아직 없는 폴더</translation>
    </message>
    <message>
        <source>a readable bundle and a folder that can be written</source>
        <translation>읽을 수 있는 번들과 쓸 수 있는 폴더</translation>
    </message>
    <message>
        <source>those of the explanation, {0}…</source>
        <translation>설명의 것, {0}…</translation>
    </message>
    <message>
        <source>a file with SHA-256 {0}…</source>
        <translation>SHA-256 {0}…인 파일</translation>
    </message>
    <message>
        <source>a place that can be written, with room for every image</source>
        <translation>쓸 수 있고 모든 이미지를 둘 공간이 있는 위치</translation>
    </message>
    <message>
        <source>an Ed25519 key file made here ({0}) and its passphrase</source>
        <translation>여기서 만든 Ed25519 키 파일({0})과 그 암호</translation>
    </message>
    <message>
        <source>{0} or more</source>
        <translation>{0} 이상</translation>
    </message>
    <message>
        <source>a .mmel session file, a .pdf report or a .mmelbundle of MMEL Desktop</source>
        <translation>MMEL Desktop의 .mmel 세션, .pdf 보고서 또는 .mmelbundle</translation>
    </message>
    <message>
        <source>a session or a report</source>
        <translation>세션 또는 보고서</translation>
    </message>
    <message>
        <source>hashes of {0}</source>
        <translation>{0}의 해시</translation>
    </message>
    <message>
        <source>hashes of {0}, written by {1}</source>
        <translation>{0}의 해시, {1}이(가) 씀</translation>
    </message>
    <message>
        <source>a directory that can be written</source>
        <translation>쓸 수 있는 폴더</translation>
    </message>
    <message>
        <source>content that matches its SHA-256</source>
        <translation>SHA-256과 일치하는 내용</translation>
    </message>
    <message>
        <source>0 bytes</source>
        <translation>0바이트</translation>
    </message>
    <message>
        <source>{0} frame(s)</source>
        <translation>프레임 {0}개</translation>
    </message>
    <message>
        <source>{0} bytes</source>
        <translation>{0}바이트</translation>
    </message>
    <message>
        <source>content starting with {0}</source>
        <translation>{0}(으)로 시작하는 내용</translation>
    </message>
    <message>
        <source>no file at {0}</source>
        <translation>{0}에 파일 없음</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>그런 파일이나 폴더가 없음</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>권한 없음</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>장치에 남은 공간이 없음</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>읽기 전용 파일 시스템</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>입출력 오류</translation>
    </message>
    <message>
        <source>the file that was imported</source>
        <translation>가져온 파일</translation>
    </message>
    <message>
        <source>{0} different image(s)</source>
        <translation>서로 다른 이미지 {0}개</translation>
    </message>
    <message>
        <source>{0} CUDA device(s)</source>
        <translation>CUDA 장치 {0}개</translation>
    </message>
    <message>
        <source>a tokenizer or text tower of the package transformers, which is not installed</source>
        <translation>설치되지 않은 패키지 transformers의 토크나이저 또는 텍스트 타워</translation>
    </message>
    <message>
        <source>NaN or infinite values in {0}</source>
        <translation>{0}의 NaN 또는 무한값</translation>
    </message>
    <message>
        <source>{0} prompt(s), method {1}, view {2}</source>
        <translation>프롬프트 {0}개, 방법 {1}, 보기 {2}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>a database of another program (application id {0})</source>
        <translation>다른 프로그램의 데이터베이스(application id {0})</translation>
    </message>
    <message>
        <source>application id {0}</source>
        <translation>애플리케이션 ID {0}</translation>
    </message>
    <message>
        <source>application id {0}, as this program writes it</source>
        <translation>이 프로그램이 쓰는 애플리케이션 ID {0}</translation>
    </message>
    <message>
        <source>the tables of a session under application id {0}</source>
        <translation>애플리케이션 ID {0} 아래에 있는 세션 테이블</translation>
    </message>
    <message>
        <source>schema version {0}</source>
        <translation>스키마 버전 {0}</translation>
    </message>
    <message>
        <source>a schema version from 1 to {0}, as this program writes it</source>
        <translation>이 프로그램이 쓰는 1부터 {0}까지의 스키마 버전</translation>
    </message>
    <message>
        <source>schema {0}, but the tables of schema {1}: its header may be forged</source>
        <translation>스키마 {0}(이)라고 하지만 테이블은 스키마 {1}의 것: 헤더가 위조되었을 수 있음</translation>
    </message>
    <message>
        <source>it is open for {0}</source>
        <translation>{0}에서 열려 있음</translation>
    </message>
    <message>
        <source>it is being made by {0}</source>
        <translation>{0}에서 만드는 중</translation>
    </message>
    <message>
        <source>a file of that name</source>
        <translation>같은 이름의 파일</translation>
    </message>
    <message>
        <source>no such folder</source>
        <translation>그런 폴더가 없음</translation>
    </message>
    <message>
        <source>a new audit entry: {0}</source>
        <translation>새 감사 항목: {0}</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>무작위 가중치</translation>
    </message>
    <message>
        <source>pixels with SHA-256 {0}…</source>
        <translation>SHA-256 {0}…인 픽셀</translation>
    </message>
    <message>
        <source>other files</source>
        <translation>다른 파일</translation>
    </message>
    <message>
        <source>{0} new audit entries</source>
        <translation>새 감사 항목 {0}개</translation>
    </message>
    <message>
        <source>a JSON document of another kind</source>
        <translation>다른 종류의 JSON 문서</translation>
    </message>
    <message>
        <source>something of that name</source>
        <translation>같은 이름의 항목</translation>
    </message>
    <message>
        <source>{0} bytes free</source>
        <translation>남은 공간 {0}바이트</translation>
    </message>
    <message>
        <source>weights {0}…</source>
        <translation>가중치 {0}…</translation>
    </message>
    <message>
        <source>{0} characters</source>
        <translation>{0}자</translation>
    </message>
    <message>
        <source>a TOML or JSON file of failure terms</source>
        <translation>실패 용어를 담은 TOML 또는 JSON 파일</translation>
    </message>
    <message>
        <source>a name that is free, in a folder that can be written</source>
        <translation>쓸 수 있는 폴더의 비어 있는 이름</translation>
    </message>
    <message>
        <source>lists nested too deeply</source>
        <translation>너무 깊이 중첩된 목록</translation>
    </message>
    <message>
        <source>a document of another kind</source>
        <translation>다른 종류의 문서</translation>
    </message>
    <message>
        <source>a key that stands in an object twice</source>
        <translation>한 객체에 두 번 나오는 키</translation>
    </message>
    <message>
        <source>more than {0} dots in a line</source>
        <translation>한 줄에 점 {0}개 초과</translation>
    </message>
    <message>
        <source>no schema</source>
        <translation>schema 없음</translation>
    </message>
    <message>
        <source>the schema {0}</source>
        <translation>schema {0}</translation>
    </message>
    <message>
        <source>{0} terms</source>
        <translation>용어 {0}개</translation>
    </message>
    <message>
        <source>{0}: nothing</source>
        <translation>{0}: 비어 있음</translation>
    </message>
    <message>
        <source>{0}: {1} characters</source>
        <translation>{0}: {1}자</translation>
    </message>
    <message>
        <source>{0}: characters that cannot be seen, in {1}</source>
        <translation>{0}: {1}에 보이지 않는 문자</translation>
    </message>
    <message>
        <source>{0}: spaces that cannot be told apart, in {1}</source>
        <translation>{0}: {1}에 구별할 수 없는 공백</translation>
    </message>
    <message>
        <source>{0}: {1}, which looks like {2}</source>
        <translation>{0}: {2}와(과) 비슷해 보이는 {1}</translation>
    </message>
    <message>
        <source>{0}: {1}, which is that of {2}, too</source>
        <translation>{0}: {2}에도 쓰인 {1}</translation>
    </message>
    <message>
        <source>{0}: letters of several alphabets that look the same</source>
        <translation>{0}: 모양이 같은 여러 문자 체계의 글자</translation>
    </message>
    <message>
        <source>{0}: no {1}</source>
        <translation>{0}: {1} 없음</translation>
    </message>
    <message>
        <source>one line of 1 to {0} characters that can all be seen</source>
        <translation>모두 눈에 보이는 1~{0}자의 한 줄</translation>
    </message>
    <message>
        <source>at most {0} characters: letters, then a hyphen, then letters, digits, hyphens or dots, all ASCII, e.g. &apos;ROAD-E1&apos;</source>
        <translation>최대 {0}자: 영문자, 하이픈, 이어서 영문자·숫자·하이픈·점(모두 ASCII), 예: &apos;ROAD-E1&apos;</translation>
    </message>
    <message>
        <source>a code that nobody takes for another</source>
        <translation>다른 코드로 오인되지 않는 코드</translation>
    </message>
    <message>
        <source>a label of its own</source>
        <translation>고유한 이름</translation>
    </message>
    <message>
        <source>labels that nobody takes for others</source>
        <translation>다른 이름으로 오인되지 않는 이름</translation>
    </message>
    <message>
        <source>other terms of the program</source>
        <translation>프로그램의 다른 용어</translation>
    </message>
    <message>
        <source>codes of the program&apos;s effects, triggers or evidence</source>
        <translation>프로그램의 유형, 유발 요인 또는 근거의 코드</translation>
    </message>
    <message>
        <source>each code once</source>
        <translation>코드마다 한 번</translation>
    </message>
    <message>
        <source>a table with code, label and meaning</source>
        <translation>code, label, meaning이 있는 표</translation>
    </message>
    <message>
        <source>code, label and meaning of each term</source>
        <translation>용어마다 code, label, meaning</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>따옴표로 묶은 텍스트</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>only {0}</source>
        <translation>{0}만</translation>
    </message>
    <message>
        <source>the code {0}, which the session knows, is gone</source>
        <translation>세션이 아는 코드 {0}이(가) 없음</translation>
    </message>
    <message>
        <source>the code {0} stands among {1}, where the session knows it as {2}</source>
        <translation>코드 {0}이(가) {1}에 있으나 세션은 {2}(으)로 알고 있음</translation>
    </message>
    <message>
        <source>it calls itself {0}, as the session&apos;s own does, and says something else</source>
        <translation>세션의 것과 같은 이름 {0}이지만 내용이 다름</translation>
    </message>
    <message>
        <source>each code where the session knows it, and a new version for other terms</source>
        <translation>세션이 아는 자리의 코드, 그리고 다른 용어에는 새 버전</translation>
    </message>
    <message>
        <source>Largest relative difference, over all blocks, between the sum of the parts and the whole.</source>
        <translation>모든 블록에서 부분의 합과 전체의 가장 큰 상대 차이입니다.</translation>
    </message>
    <message>
        <source>Difference between the score that was explained and the score the model gives.</source>
        <translation>설명한 점수와 모델이 주는 점수의 차이입니다.</translation>
    </message>
    <message>
        <source>Rank correlation between the class-token path&apos;s map and the map from the whole tower&apos;s gradients.</source>
        <translation>클래스 토큰 경로의 맵과 타워 전체 기울기로 만든 맵의 순위 상관입니다.</translation>
    </message>
    <message>
        <source>This map is itself made from the whole gradients.</source>
        <translation>이 맵 자체가 전체 기울기로 만들어졌습니다.</translation>
    </message>
    <message>
        <source>Highest rank correlation with another prompt&apos;s map; near 1 means the map ignores the words.</source>
        <translation>다른 프롬프트의 맵과의 가장 높은 순위 상관입니다. 1에 가까우면 맵이 단어를 무시하는 것입니다.</translation>
    </message>
    <message>
        <source>Needs at least two prompts.</source>
        <translation>프롬프트가 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>Share of {0} random removals that hurt the score less than removing the hottest {1} of patches.</source>
        <translation>무작위 제거 {0}번 중, 가장 뜨거운 패치 {1}를 제거할 때보다 점수를 덜 떨어뜨린 비율입니다.</translation>
    </message>
    <message>
        <source>Rank correlation with the map of a randomly re-initialised model; high means the map shows the image, not what the model learned.</source>
        <translation>가중치를 무작위로 다시 초기화한 모델의 맵과의 순위 상관입니다. 높으면 맵이 모델이 배운 것이 아니라 이미지를 보여 주는 것입니다.</translation>
    </message>
    <message>
        <source>Rank correlation with the map of the same image with slight noise, shifted by one pixel.</source>
        <translation>약간의 잡음을 넣고 한 픽셀 옮긴 같은 이미지의 맵과의 순위 상관입니다.</translation>
    </message>
    <message>
        <source>How many times further the image&apos;s embedding moves when its patches are shuffled than with slight noise and a shift by one pixel; near 1 means the model does not see what the picture shows.</source>
        <translation>이미지에 약간의 잡음을 넣고 한 픽셀 옮겼을 때보다 패치를 뒤섞었을 때 임베딩이 몇 배나 더 멀리 움직이는지입니다. 1에 가까우면 모델이 그림에 보이는 것을 알아보지 못한다는 뜻입니다.</translation>
    </message>
    <message>
        <source>database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>session</source>
        <translation>세션</translation>
    </message>
    <message>
        <source>session {0}</source>
        <translation>세션 {0}</translation>
    </message>
    <message>
        <source>table {0}</source>
        <translation>테이블 {0}</translation>
    </message>
    <message>
        <source>index {0}</source>
        <translation>색인 {0}</translation>
    </message>
    <message>
        <source>trigger {0}</source>
        <translation>트리거 {0}</translation>
    </message>
    <message>
        <source>view {0}</source>
        <translation>뷰 {0}</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>테이블</translation>
    </message>
    <message>
        <source>display settings</source>
        <translation>표시 설정</translation>
    </message>
    <message>
        <source>undo history</source>
        <translation>실행 취소 내역</translation>
    </message>
    <message>
        <source>undo history, edit of entry {0}</source>
        <translation>실행 취소 내역, 항목 {0}의 편집</translation>
    </message>
    <message>
        <source>stored content</source>
        <translation>저장된 내용</translation>
    </message>
    <message>
        <source>stored content {0}…</source>
        <translation>저장된 내용 {0}…</translation>
    </message>
    <message>
        <source>audit trail</source>
        <translation>감사 추적</translation>
    </message>
    <message>
        <source>audit trail, entry {0}</source>
        <translation>감사 추적, 항목 {0}</translation>
    </message>
    <message>
        <source>audit trail, entry {0}: {1}</source>
        <translation>감사 추적, 항목 {0}: {1}</translation>
    </message>
    <message>
        <source>sign-off</source>
        <translation>최종 서명</translation>
    </message>
    <message>
        <source>sign-off, audit trail entry {0}</source>
        <translation>최종 서명, 감사 추적 항목 {0}</translation>
    </message>
    <message>
        <source>anchors</source>
        <translation>기준점</translation>
    </message>
    <message>
        <source>anchors in {0}</source>
        <translation>{0}의 기준점</translation>
    </message>
    <message>
        <source>images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>image files</source>
        <translation>이미지 파일</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>이미지 {0}</translation>
    </message>
    <message>
        <source>an unknown image</source>
        <translation>알 수 없는 이미지</translation>
    </message>
    <message>
        <source>models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>model {0}</source>
        <translation>모델 {0}</translation>
    </message>
    <message>
        <source>annotation {0}</source>
        <translation>주석 {0}</translation>
    </message>
    <message>
        <source>annotation {0} on {1}</source>
        <translation>{1}의 주석 {0}</translation>
    </message>
    <message>
        <source>run {0}</source>
        <translation>실행 {0}</translation>
    </message>
    <message>
        <source>run {0}: array {1}</source>
        <translation>실행 {0}: 배열 {1}</translation>
    </message>
    <message>
        <source>run {0}: document</source>
        <translation>실행 {0}: 문서</translation>
    </message>
    <message>
        <source>explanation run {0} of {1}</source>
        <translation>{1}의 설명 실행 {0}</translation>
    </message>
    <message>
        <source>explanation run {0} of {1}: array {2}</source>
        <translation>{1}의 설명 실행 {0}: 배열 {2}</translation>
    </message>
    <message>
        <source>explanation run {0} of {1}: document</source>
        <translation>{1}의 설명 실행 {0}: 문서</translation>
    </message>
    <message>
        <source>review of {0}</source>
        <translation>{0}의 검토</translation>
    </message>
    <message>
        <source>review of image {0}</source>
        <translation>이미지 {0}의 검토</translation>
    </message>
    <message>
        <source>file structure</source>
        <translation>파일 구조</translation>
    </message>
    <message>
        <source>document</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>page {0}</source>
        <translation>{0}페이지</translation>
    </message>
    <message>
        <source>page {0} (image {1})</source>
        <translation>{0}페이지 (이미지 {1})</translation>
    </message>
    <message>
        <source>pages {0} to {1} (image {2})</source>
        <translation>{0}~{1}페이지 (이미지 {2})</translation>
    </message>
    <message>
        <source>attachment {0}</source>
        <translation>첨부 파일 {0}</translation>
    </message>
    <message>
        <source>attachment {0}, array {1}</source>
        <translation>첨부 파일 {0}, 배열 {1}</translation>
    </message>
    <message>
        <source>totals: {0}</source>
        <translation>합계: {0}</translation>
    </message>
    <message>
        <source>report, {0}</source>
        <translation>보고서, {0}</translation>
    </message>
    <message>
        <source>list of the bundle</source>
        <translation>번들 목록</translation>
    </message>
    <message>
        <source>another session belongs at this place: {0}, with {1} entries on {2}; this one was put there outside the program (if by yourself, give it another name)</source>
        <translation>이 위치의 세션은 다른 것입니다: {0}, {2} 기준 항목 {1}개. 지금 세션은 프로그램 밖에서 놓였습니다(직접 놓았다면 다른 이름을 붙이세요)</translation>
    </message>
    <message>
        <source>the report&apos;s session belongs at this place; another one lies there, {0}</source>
        <translation>이 위치에는 보고서의 세션이 있어야 하지만 다른 세션 {0}이(가) 있습니다</translation>
    </message>
    <message>
        <source>it is another session, {0}; the report was made from {1}</source>
        <translation>다른 세션 {0}입니다. 보고서는 세션 {1}에서 만들어졌습니다</translation>
    </message>
    <message>
        <source>it is not intact itself, so that it proves nothing about the report; verify it</source>
        <translation>세션 자체가 온전하지 않아 보고서에 대해 아무것도 증명하지 못합니다. 세션을 검증하세요</translation>
    </message>
    <message>
        <source>it is not intact itself, so that it proves nothing about the file; verify it</source>
        <translation>세션 자체가 온전하지 않아 파일에 대해 아무것도 증명하지 못합니다. 세션을 검증하세요</translation>
    </message>
    <message>
        <source>none of its {0} recorded export(s) holds a file with this SHA-256: it was changed, or exported from another session or a read-only copy</source>
        <translation>기록된 내보내기 {0}건 중 이 SHA-256을 가진 파일이 없습니다. 파일이 변경되었거나 다른 세션 또는 읽기 전용 사본에서 내보낸 것입니다</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>비어 있습니다</translation>
    </message>
    <message>
        <source>{0} missing before it</source>
        <translation>이 항목 앞에 빠진 것: {0}</translation>
    </message>
    <message>
        <source>it is not chained to this session</source>
        <translation>이 세션에 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>it does not continue the entry before it: one of the two was changed or replaced</source>
        <translation>앞 항목과 이어지지 않습니다. 둘 중 하나가 변경되거나 교체되었습니다</translation>
    </message>
    <message>
        <source>its text does not match its hash: it was changed</source>
        <translation>내용이 해시와 맞지 않습니다. 변경되었습니다</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>읽을 수 없습니다 ({0})</translation>
    </message>
    <message>
        <source>it says of itself that it is entry {0}</source>
        <translation>스스로를 항목 {0}(이)라고 합니다</translation>
    </message>
    <message>
        <source>field {0}: the entry says it was {1}, the entries before say {2}</source>
        <translation>필드 {0}: 이 항목은 이전 값이 {1}(이)라고 하지만, 앞 항목들에 따르면 {2}입니다</translation>
    </message>
    <message>
        <source>the clock had gone back when it was written</source>
        <translation>기록할 때 시계가 뒤로 가 있었습니다</translation>
    </message>
    <message>
        <source>it is not in the one form that the program writes: readers could understand it differently</source>
        <translation>프로그램이 쓰는 유일한 형식이 아닙니다. 읽는 프로그램마다 다르게 이해할 수 있습니다</translation>
    </message>
    <message>
        <source>its time {0} is none</source>
        <translation>시각 {0}은(는) 올바른 시각이 아닙니다</translation>
    </message>
    <message>
        <source>its time {0} lies before that of the entry before it, {1}, and it does not say that the clock had gone back</source>
        <translation>시각 {0}이(가) 앞 항목의 시각 {1}보다 이르지만, 시계가 되돌아갔다고 밝히지 않습니다</translation>
    </message>
    <message>
        <source>it says that the clock had gone back, which its time does not show</source>
        <translation>시계가 되돌아갔다고 하지만 시각에는 그런 흔적이 없습니다</translation>
    </message>
    <message>
        <source>its time {0} lies in the future (it is {1}): a clock was or is wrong</source>
        <translation>시각 {0}이(가) 미래입니다(현재 {1}). 당시 또는 지금의 시계가 틀렸습니다</translation>
    </message>
    <message>
        <source>names that may be taken for others: {0}</source>
        <translation>다른 사람의 이름으로 오인될 수 있는 이름: {0}</translation>
    </message>
    <message>
        <source>it is in the name of {0} ({1}, {2}), but it was {3} ({4}, {5}) who had opened the session</source>
        <translation>항목의 이름은 {0} ({1}, {2})이지만, 세션을 연 사람은 {3} ({4}, {5})입니다</translation>
    </message>
    <message>
        <source>a session begins with its creation, and only once</source>
        <translation>세션은 생성 항목으로 시작하며, 생성은 한 번뿐입니다</translation>
    </message>
    <message>
        <source>{0} {1} is there already: nothing is created twice</source>
        <translation>{0} {1}이(가) 이미 있습니다. 같은 것이 두 번 생성되지 않습니다</translation>
    </message>
    <message>
        <source>an entry {0} of this program never changes {1} of {2}: it was made outside the program</source>
        <translation>이 프로그램의 {0} 항목은 {2}의 {1}을(를) 절대 바꾸지 않습니다. 프로그램 밖에서 만들어진 항목입니다</translation>
    </message>
    <message>
        <source>the record was changed after the sign-off of entry {0}, without reopening it: the sign-off does not cover this, and the program refuses it</source>
        <translation>항목 {0}의 최종 서명 뒤에 다시 열지 않고 기록이 변경되었습니다. 서명은 이 변경을 보증하지 않으며, 프로그램은 이런 변경을 거부합니다</translation>
    </message>
    <message>
        <source>it signs off what entry {0} had signed off, without reopening it: the program refuses that</source>
        <translation>항목 {0}에서 이미 서명된 세션을 다시 열지 않고 또 서명합니다. 프로그램은 이를 거부합니다</translation>
    </message>
    <message>
        <source>it reopens a session that was not signed off</source>
        <translation>서명되지 않은 세션을 다시 엽니다</translation>
    </message>
    <message>
        <source>it reopens the session without a reason, which the program asks for</source>
        <translation>프로그램이 요구하는 사유 없이 세션을 다시 엽니다</translation>
    </message>
    <message>
        <source>an entry {0} of this program is not about {1}</source>
        <translation>이 프로그램의 항목 {0}은(는) {1}에 관한 것이 아닙니다</translation>
    </message>
    <message>
        <source>the failure terms it sets cannot be read ({0}: {1})</source>
        <translation>항목이 정한 실패 용어를 읽을 수 없습니다({0}: {1})</translation>
    </message>
    <message>
        <source>the failure terms it says were in force are not those that the entries before set</source>
        <translation>이전에 적용되었다고 하는 실패 용어가 앞선 항목들이 정한 것과 다릅니다</translation>
    </message>
    <message>
        <source>it sets failure terms that the program refuses: {0}</source>
        <translation>프로그램이 거부하는 실패 용어를 정합니다: {0}</translation>
    </message>
    <message>
        <source>it sets failure terms that the program refuses: {0}, {1}</source>
        <translation>프로그램이 거부하는 실패 용어를 정합니다: {0}, {1}</translation>
    </message>
    <message>
        <source>it vouches for another audit trail: entry {0} is not the one it names</source>
        <translation>다른 감사 추적을 보증합니다. 항목 {0}이(가) 서명에 적힌 것과 다릅니다</translation>
    </message>
    <message>
        <source>it vouches for another record than the audit trail gives at that point</source>
        <translation>그 시점의 감사 추적과 다른 기록을 보증합니다</translation>
    </message>
    <message>
        <source>it says {0}; the audit trail gives {1} at that point</source>
        <translation>항목은 {0}라고 하지만, 감사 추적은 그 시점에 {1}입니다</translation>
    </message>
    <message>
        <source>the audit trail holds one that cannot be read: {0}</source>
        <translation>감사 추적에 읽을 수 없는 서명이 있습니다: {0}</translation>
    </message>
    <message>
        <source>signed with {0}, which this version cannot check</source>
        <translation>이 버전에서 확인할 수 없는 {0}(으)로 서명되었습니다</translation>
    </message>
    <message>
        <source>its digital signature does not fit: what was signed with key {0} differs</source>
        <translation>디지털 서명이 맞지 않습니다. 키 {0}(으)로 서명한 내용과 다릅니다</translation>
    </message>
    <message>
        <source>signed, but it cannot be checked without the package &apos;cryptography&apos;: pip install cryptography</source>
        <translation>서명되었지만 &apos;cryptography&apos; 패키지가 없어 확인할 수 없습니다. pip install cryptography로 설치하세요</translation>
    </message>
    <message>
        <source>column {0}, row {1}: it is stored as {2}; the program stores {3}</source>
        <translation>열 {0}, 행 {1}: {2}(으)로 저장되어 있습니다. 프로그램은 {3}(으)로 저장합니다</translation>
    </message>
    <message>
        <source>the audit trail has it, the table does not</source>
        <translation>감사 추적에는 있지만 테이블에는 없습니다</translation>
    </message>
    <message>
        <source>the table {0} has it, the audit trail does not</source>
        <translation>테이블 {0}에는 있지만 감사 추적에는 없습니다</translation>
    </message>
    <message>
        <source>field {0}: the audit trail says {1}, the table says {2}</source>
        <translation>필드 {0}: 감사 추적은 {1}, 테이블은 {2}입니다</translation>
    </message>
    <message>
        <source>the audit trail says {0}, the table says {1}</source>
        <translation>감사 추적은 ‘{0}’, 테이블은 ‘{1}’입니다</translation>
    </message>
    <message>
        <source>what was seen when judging differs from the audit trail</source>
        <translation>판정할 때 본 화면 설정이 감사 추적과 다릅니다</translation>
    </message>
    <message>
        <source>there are some of another session</source>
        <translation>다른 세션의 설정이 들어 있습니다</translation>
    </message>
    <message>
        <source>no explanation refers to it</source>
        <translation>이것을 사용하는 설명이 없습니다</translation>
    </message>
    <message>
        <source>its content was changed: found {0}</source>
        <translation>내용이 변경되었습니다. 확인된 것: {0}</translation>
    </message>
    <message>
        <source>its content {0}… is missing</source>
        <translation>내용 {0}…이(가) 없습니다</translation>
    </message>
    <message>
        <source>its description was changed ({0})</source>
        <translation>내용에 대한 정보가 변경되었습니다 ({0})</translation>
    </message>
    <message>
        <source>a part of it cannot be read: {0}</source>
        <translation>일부를 읽을 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>a definition in it is damaged: no valid text</source>
        <translation>안에 있는 정의가 손상되었습니다. 올바른 텍스트가 아닙니다</translation>
    </message>
    <message>
        <source>it was switched to a write-ahead log, which this program never uses: the file alone and the file with the -wal beside it may say different things</source>
        <translation>이 프로그램이 쓰지 않는 미리 쓰기 로그(WAL)로 바뀌었습니다. 파일만 볼 때와 옆의 -wal 파일을 함께 볼 때 내용이 다를 수 있습니다</translation>
    </message>
    <message>
        <source>its texts are stored as {0}, not UTF-8: another program wrote it anew</source>
        <translation>텍스트가 UTF-8이 아니라 {0}(으)로 저장되어 있습니다. 다른 프로그램이 새로 쓴 파일입니다</translation>
    </message>
    <message>
        <source>an edit was cut off when the program or the machine stopped; this check undid it in a copy, opening the session undoes it in the file</source>
        <translation>프로그램이나 컴퓨터가 멈추면서 편집 하나가 중간에 끊겼습니다. 이 검증은 사본에서 그것을 되돌렸고, 세션을 열면 파일에서도 되돌려집니다</translation>
    </message>
    <message>
        <source>it is of an older form (schema {0}), was read through an upgraded copy and itself left unchanged</source>
        <translation>이전 형식(스키마 {0})의 세션이라 변환한 사본으로 읽었고, 원본은 바꾸지 않았습니다</translation>
    </message>
    <message>
        <source>its tables are not those of its form (schema {0}): {1}</source>
        <translation>테이블이 그 형식(스키마 {0})의 것이 아닙니다: {1}</translation>
    </message>
    <message>
        <source>its row was removed: nothing can be told about the rest</source>
        <translation>세션 행이 삭제되어 나머지는 판단할 수 없습니다</translation>
    </message>
    <message>
        <source>it is not as this program writes it ({0}: {1})</source>
        <translation>이 프로그램이 쓰는 형식이 아닙니다 ({0}: {1})</translation>
    </message>
    <message>
        <source>it is not as this program writes it: {0}</source>
        <translation>이 프로그램이 쓰는 형식이 아닙니다: {0}</translation>
    </message>
    <message>
        <source>it was removed</source>
        <translation>삭제되었습니다</translation>
    </message>
    <message>
        <source>it was added</source>
        <translation>추가되었습니다</translation>
    </message>
    <message>
        <source>it was added: the program makes none of that name</source>
        <translation>추가되었습니다. 이 프로그램은 그런 이름으로 만들지 않습니다</translation>
    </message>
    <message>
        <source>its definition was changed</source>
        <translation>정의가 변경되었습니다</translation>
    </message>
    <message>
        <source>the file {0} is no longer the one that was imported</source>
        <translation>파일 {0}이(가) 가져온 것과 다릅니다</translation>
    </message>
    <message>
        <source>the file {0} is no longer the one that was imported: its pixels are the same, other parts of it (such as its description or packing) were changed</source>
        <translation>파일 {0}은(는) 더 이상 가져온 파일이 아닙니다. 픽셀은 같지만 다른 부분(설명이나 압축 등)이 변경되었습니다</translation>
    </message>
    <message>
        <source>{0} of {1} files are not where they were imported from</source>
        <translation>파일 {1}개 중 {0}개가 가져온 위치에 없습니다</translation>
    </message>
    <message>
        <source>{0} of {1} files cannot be read: whether they were changed is not known</source>
        <translation>파일 {1}개 중 {0}개를 읽을 수 없어 변경 여부를 알 수 없습니다</translation>
    </message>
    <message>
        <source>it says it was made with another model than its document</source>
        <translation>문서에 적힌 것과 다른 모델로 만들었다고 합니다</translation>
    </message>
    <message>
        <source>the explanations were made with {0} models: {1}</source>
        <translation>설명이 모델 {0}개로 만들어졌습니다: {1}</translation>
    </message>
    <message>
        <source>its folder is not where it was when the explanations were made</source>
        <translation>설명을 만들 때의 위치에 모델 폴더가 없습니다</translation>
    </message>
    <message>
        <source>its file {0} is missing</source>
        <translation>모델 파일 {0}이(가) 없습니다</translation>
    </message>
    <message>
        <source>its file {0} is no longer the one that made the explanations: expected SHA-256 {1}…, found {2}…</source>
        <translation>모델 파일 {0}이(가) 설명을 만든 것과 다릅니다. 기대한 SHA-256 {1}…, 확인된 값 {2}…</translation>
    </message>
    <message>
        <source>there is none outside the file: an end that was cut off could not be noticed</source>
        <translation>파일 밖에 기준점가 없어, 끝이 잘렸더라도 알 수 없습니다</translation>
    </message>
    <message>
        <source>{0} line(s) cannot be read</source>
        <translation>{0}개 줄을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>they cannot be read ({0}): an end that was cut off, or another session in this place, could go unnoticed</source>
        <translation>읽을 수 없습니다({0}). 끝부분이 잘렸거나 이 위치에 다른 세션이 놓여도 드러나지 않을 수 있습니다</translation>
    </message>
    <message>
        <source>{0} belong to another session</source>
        <translation>{0}개는 다른 세션의 것입니다</translation>
    </message>
    <message>
        <source>what it holds beyond entry {0} was given up on {1}, when a backup was restored: the session goes on from that entry in another file</source>
        <translation>항목 {0} 이후의 내용은 {1}에 백업을 복원할 때 폐기되었습니다. 세션은 그 항목부터 다른 파일에서 계속됩니다</translation>
    </message>
    <message>
        <source>the state of {0}, with {1} entries, was given up by a restore on {2} by {3}, of which only this file tells: it was made in another account, on another machine or by an earlier version, or it is made up; ask for the file that was set aside then</source>
        <translation>항목 {1}개가 있던 {0}의 상태는 {2}에 {3}이(가) 한 복원으로 폐기되었다고 이 파일만 말합니다. 다른 계정이나 다른 기기, 이전 버전에서 복원했거나 꾸며낸 것입니다. 그때 따로 보관된 파일을 요청하세요</translation>
    </message>
    <message>
        <source>the copy that belongs at this place was restored or unpacked there on {0}, of which this file does not tell: another state was put in its place outside the program</source>
        <translation>이 위치에 있어야 할 사본은 {0}에 복원되었거나 풀린 것이지만 이 파일에는 그 기록이 없습니다. 프로그램 밖에서 다른 상태로 바뀌었습니다</translation>
    </message>
    <message>
        <source>the session itself belongs at this place; this is a copy that came in a bundle, put there outside the program (if by yourself, give it another name)</source>
        <translation>이 위치에는 세션 자체가 있어야 합니다. 이것은 번들에 담겨 온 사본이며 프로그램 밖에서 이 위치에 놓였습니다 (직접 옮겼다면 다른 이름을 지정하세요)</translation>
    </message>
    <message>
        <source>the session went on elsewhere after this copy was made, last on {0}</source>
        <translation>이 사본을 만든 뒤 세션이 다른 곳에서 계속되었습니다. 마지막 시각 {0}</translation>
    </message>
    <message>
        <source>the state of {0}, with {1} entries, was given up when a backup was restored: what it held beyond the backup is in the file that was set aside then, if anywhere</source>
        <translation>항목 {1}개가 있던 {0}의 상태는 백업을 복원할 때 폐기되었습니다. 백업 이후의 내용은 그때 따로 보관된 파일에만 남아 있을 수 있습니다</translation>
    </message>
    <message>
        <source>on {0} the trail had {1} entries, now it has {2}: its end was cut off, or this is an older copy</source>
        <translation>{0}에 감사 추적 항목이 {1}개였지만 지금은 {2}개입니다. 끝이 잘렸거나 이전 사본입니다</translation>
    </message>
    <message>
        <source>entry {0} is not the one that was there on {1}: it was rewritten, or two copies of this session, made outside the program, were both worked on</source>
        <translation>항목 {0}은(는) {1}에 있던 항목이 아닙니다. 다시 쓰였거나, 프로그램 밖에서 만든 이 세션의 두 사본에서 각각 작업이 이루어졌습니다</translation>
    </message>
    <message>
        <source>they agree with the session, up to entry {0}</source>
        <translation>항목 {0}까지 세션과 일치합니다</translation>
    </message>
    <message>
        <source>there is none beside the file, only in the user&apos;s own folder: they were removed, or the file was moved or copied without them</source>
        <translation>파일 옆에는 없고 사용자 폴더에만 있습니다. 제거되었거나, 파일이 기준점 없이 이동 또는 복사되었습니다</translation>
    </message>
    <message>
        <source>it is damaged: {0}</source>
        <translation>손상되었습니다: {0}</translation>
    </message>
    <message>
        <source>it cannot be read as a PDF: {0}</source>
        <translation>PDF로 읽을 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>its objects are nested too deeply to be read</source>
        <translation>객체가 너무 깊이 중첩되어 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>it was removed: nothing can be compared any more</source>
        <translation>삭제되어 더 이상 비교할 수 없습니다</translation>
    </message>
    <message>
        <source>the report was written with {0} pages; the file has {1}</source>
        <translation>보고서는 {0}페이지로 작성되었지만 파일은 {1}페이지입니다</translation>
    </message>
    <message>
        <source>it was changed after the report was written</source>
        <translation>보고서 작성 후 변경되었습니다</translation>
    </message>
    <message>
        <source>it was changed after the report was written ({0})</source>
        <translation>보고서 작성 후 변경되었습니다({0})</translation>
    </message>
    <message>
        <source>it no longer counts as belonging to the document (/AF)</source>
        <translation>더 이상 문서에 속한 파일로 표시되지 않습니다(/AF)</translation>
    </message>
    <message>
        <source>outline, document information, descriptions of pictures or viewer settings were changed, or active content was added</source>
        <translation>책갈피, 문서 정보, 그림 설명 또는 보기 설정이 변경되었거나 실행 가능한 내용이 추가되었습니다</translation>
    </message>
    <message>
        <source>it was changed: expected SHA-256 {0}…, found {1}…</source>
        <translation>변경되었습니다. 기대한 SHA-256 {0}…, 확인된 값 {1}…</translation>
    </message>
    <message>
        <source>attachment {0} cannot be unpacked</source>
        <translation>첨부 파일 {0}: 압축을 풀 수 없습니다</translation>
    </message>
    <message>
        <source>it names another end of the chain than the manifest</source>
        <translation>매니페스트와 다른 체인 끝을 가리킵니다</translation>
    </message>
    <message>
        <source>field {0}: the audit trail says {1}, the report says {2}</source>
        <translation>필드 {0}: 감사 추적은 {1}, 보고서는 {2}입니다</translation>
    </message>
    <message>
        <source>the report has it, the audit trail does not</source>
        <translation>보고서에는 있지만 감사 추적에는 없습니다</translation>
    </message>
    <message>
        <source>the report leaves it out</source>
        <translation>보고서에서 빠져 있습니다</translation>
    </message>
    <message>
        <source>the report lists {0} and the audit trail {1}, or in another order</source>
        <translation>보고서에는 {0}개, 감사 추적에는 {1}개이거나 순서가 다릅니다</translation>
    </message>
    <message>
        <source>its second opinions are not those of the audit trail</source>
        <translation>2차 의견이 감사 추적의 것과 다릅니다</translation>
    </message>
    <message>
        <source>it ends at entry {0}, {1}…; the anchor names entry {2}, {3}…</source>
        <translation>항목 {0}({1}…)에서 끝나지만, 기준점는 항목 {2}({3}…)을(를) 가리킵니다</translation>
    </message>
    <message>
        <source>it carries the number {0}: an entry is missing or moved</source>
        <translation>번호가 {0}입니다. 항목이 빠졌거나 옮겨졌습니다</translation>
    </message>
    <message>
        <source>it does not follow the entry before it</source>
        <translation>앞 항목과 이어지지 않습니다</translation>
    </message>
    <message>
        <source>its content does not match its hash</source>
        <translation>내용이 해시와 맞지 않습니다</translation>
    </message>
    <message>
        <source>it describes another image than the record says</source>
        <translation>기록과 다른 이미지를 설명합니다</translation>
    </message>
    <message>
        <source>the record says {0}, the images say {1}</source>
        <translation>기록은 {0}, 이미지에서 센 값은 {1}입니다</translation>
    </message>
    <message>
        <source>the run&apos;s scores {0} are not the explanation&apos;s {1}</source>
        <translation>실행의 점수 {0}이(가) 설명의 점수 {1}와(과) 다릅니다</translation>
    </message>
    <message>
        <source>it is not the array that the explanation names</source>
        <translation>설명에 적힌 배열이 아닙니다</translation>
    </message>
    <message>
        <source>its arrays cannot be read: {0}</source>
        <translation>배열을 읽을 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>their text cannot be read: {0}</source>
        <translation>페이지의 텍스트를 읽을 수 없습니다: {0}</translation>
    </message>
    <message>
        <source>the figure {0} of the evidence is not printed there</source>
        <translation>근거 자료의 값 {0}이(가) 그 페이지에 없습니다</translation>
    </message>
    <message>
        <source>{0} later revision(s) of {1} bytes were appended; the first {2} bytes alone have SHA-256 {3}</source>
        <translation>나중에 {1}바이트의 개정 {0}개가 덧붙었습니다. 처음 {2}바이트의 SHA-256은 {3}입니다</translation>
    </message>
    <message>
        <source>{0} bytes stand after its end</source>
        <translation>파일 끝 뒤에 {0}바이트가 더 있습니다</translation>
    </message>
    <message>
        <source>{0} bytes stand before its beginning</source>
        <translation>시작 앞에 {0}바이트가 있습니다</translation>
    </message>
    <message>
        <source>the page tree holds what this program does not write there: {0}</source>
        <translation>페이지 트리에 이 프로그램이 쓰지 않는 항목이 있습니다: {0}</translation>
    </message>
    <message>
        <source>no session file of this id lies beside the report; not compared</source>
        <translation>보고서와 같은 폴더에 이 ID의 세션 파일이 없어 비교하지 않았습니다</translation>
    </message>
    <message>
        <source>it was checked against itself alone, and this user account did not write it: a report that was rewritten as a whole agrees with itself, too; compare its SHA-256 with the session&apos;s audit trail</source>
        <translation>보고서 자체만으로 확인했으며 이 사용자 계정에서 작성한 것이 아닙니다. 전체가 다시 작성된 보고서도 자기 자신과는 일치하므로, SHA-256을 세션의 감사 추적과 비교하세요</translation>
    </message>
    <message>
        <source>this user account wrote a report of this very state on {0}, with SHA-256 {1}…; this one has {2}…: it was changed as a whole, or written again elsewhere from a copy of the session</source>
        <translation>이 사용자 계정은 {0}에 바로 이 상태의 보고서를 SHA-256 {1}…로 작성했지만 이 파일은 {2}…입니다. 전체가 변경되었거나 다른 곳에서 세션 사본으로 다시 작성된 것입니다</translation>
    </message>
    <message>
        <source>which reports this user account wrote cannot be read ({0}): one that was changed as a whole could go unnoticed</source>
        <translation>이 사용자 계정이 작성한 보고서 목록을 읽을 수 없습니다({0}). 전체가 변경된 보고서를 알아채지 못할 수 있습니다</translation>
    </message>
    <message>
        <source>none of its recorded exports, but this user account wrote it, from a read-only copy</source>
        <translation>기록된 내보내기에는 없지만, 이 사용자 계정이 읽기 전용 사본에서 작성한 것입니다</translation>
    </message>
    <message>
        <source>the report was made from a state that was given up on {0}, when a backup was restored: the session goes on from entry {1}; that this report had been written is on record</source>
        <translation>이 보고서는 {0}에 백업을 복원할 때 폐기된 상태에서 작성되었습니다. 세션은 항목 {1}부터 계속되며, 이 보고서가 작성된 사실은 기록에 있습니다</translation>
    </message>
    <message>
        <source>the report says that it was made from a state that was given up on {0}, when a backup was restored, and nothing here confirms it: compare it with the file that was set aside then, {1}</source>
        <translation>이 보고서는 {0}에 백업을 복원할 때 폐기된 상태에서 작성되었다고 하지만 여기에는 이를 확인해 주는 것이 없습니다. 그때 따로 보관된 파일 {1}과(와) 비교하세요</translation>
    </message>
    <message>
        <source>the file was exported from a state that was given up on {0}, when a backup was restored: the session goes on from entry {1}; that this file had been written is on record</source>
        <translation>이 파일은 {0}에 백업을 복원할 때 폐기된 상태에서 내보낸 것입니다. 세션은 항목 {1}부터 계속되며, 이 파일이 작성된 사실은 기록에 있습니다</translation>
    </message>
    <message>
        <source>it has {0} audit entries; the report was made from entry {1}</source>
        <translation>감사 항목이 {0}개인데, 보고서는 항목 {1} 시점에서 만들어졌습니다</translation>
    </message>
    <message>
        <source>its audit entry {0} is not the one the report was made from</source>
        <translation>감사 항목 {0}이(가) 보고서를 만들 때의 것과 다릅니다</translation>
    </message>
    <message>
        <source>none of its {0} recorded export(s) has this file&apos;s SHA-256: the file was changed as a whole, or exported from a read-only copy, which gives the same bytes again</source>
        <translation>기록된 내보내기 {0}건 중 이 파일의 SHA-256과 일치하는 것이 없습니다. 파일 전체가 변경되었거나, 다시 내보내면 같은 바이트가 나오는 읽기 전용 사본에서 내보낸 것입니다</translation>
    </message>
    <message>
        <source>audit entries newer than this report: {0}, the first: {1}; {2} of them change the record</source>
        <translation>이 보고서 이후의 감사 항목: {0}개, 첫 항목: {1}. 그중 기록을 바꾸는 항목: {2}개</translation>
    </message>
    <message>
        <source>it says {0}, the session says {1}</source>
        <translation>목록은 {0}, 세션은 {1}입니다</translation>
    </message>
    <message>
        <source>the report itself says that its record did not hold when it was written, for {0} reason(s), the first: {1}: {2}</source>
        <translation>보고서를 작성할 때 기록이 온전하지 않았다고 보고서 자체가 말합니다. 이유 {0}가지, 첫 번째: {1}: {2}</translation>
    </message>
    <message>
        <source>the bundle itself says that its record did not hold when it was made, for {0} reason(s), the first: {1}: {2}</source>
        <translation>번들을 만들 때 기록이 온전하지 않았다고 번들 자체가 말합니다. 이유 {0}가지, 첫 번째: {1}: {2}</translation>
    </message>
    <message>
        <source>not in the bundle: {0}</source>
        <translation>번들에 없음: {0}</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>files</source>
        <translation>파일 수</translation>
    </message>
    <message>
        <source>made by</source>
        <translation>만든 프로그램</translation>
    </message>
    <message>
        <source>SHA-256 of the file</source>
        <translation>파일의 SHA-256</translation>
    </message>
    <message>
        <source>compared with session</source>
        <translation>비교한 세션</translation>
    </message>
    <message>
        <source>exported as</source>
        <translation>내보낸 이름</translation>
    </message>
    <message>
        <source>known here</source>
        <translation>이 계정의 기록</translation>
    </message>
    <message>
        <source>audit entries</source>
        <translation>감사 항목</translation>
    </message>
    <message>
        <source>chain head</source>
        <translation>체인 끝</translation>
    </message>
    <message>
        <source>images left out</source>
        <translation>제외된 이미지</translation>
    </message>
    <message>
        <source>explanation runs</source>
        <translation>설명 실행</translation>
    </message>
    <message>
        <source>annotations</source>
        <translation>주석</translation>
    </message>
    <message>
        <source>entries after the last anchor</source>
        <translation>마지막 기준점 이후 항목</translation>
    </message>
    <message>
        <source>sign-off, entry {0}</source>
        <translation>최종 서명, 항목 {0}</translation>
    </message>
    <message>
        <source>attachments</source>
        <translation>첨부 파일</translation>
    </message>
    <message>
        <source>report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>cannot be found</source>
        <translation>알아낼 수 없는 것</translation>
    </message>
    <message>
        <source>cannot be proved</source>
        <translation>증명할 수 없는 것</translation>
    </message>
    <message>
        <source>intact</source>
        <translation>온전함</translation>
    </message>
    <message>
        <source>NOT INTACT</source>
        <translation>온전하지 않음</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>유효함</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>entry {0} is</source>
        <translation>항목 {0}</translation>
    </message>
    <message>
        <source>entries {0} to {1} are</source>
        <translation>항목 {0}~{1}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>other numbers</source>
        <translation>다른 값</translation>
    </message>
    <message>
        <source>other text</source>
        <translation>다른 텍스트</translation>
    </message>
    <message>
        <source>another length</source>
        <translation>다른 길이</translation>
    </message>
    <message>
        <source>a length that its data cannot have</source>
        <translation>데이터로 가능하지 않은 길이</translation>
    </message>
    <message>
        <source>data that cannot be unpacked ({0})</source>
        <translation>압축을 풀 수 없는 데이터 ({0})</translation>
    </message>
    <message>
        <source>no digital signature</source>
        <translation>디지털 서명 없음</translation>
    </message>
    <message>
        <source>written by this user account on {0} as {1}, from audit entry {2}</source>
        <translation>이 사용자 계정이 {0}에 {1}(으)로 작성함, 감사 항목 {2} 기준</translation>
    </message>
    <message>
        <source>signature does NOT fit</source>
        <translation>서명이 맞지 않음</translation>
    </message>
    <message>
        <source>signature of key {0} fits</source>
        <translation>키 {0}의 서명이 맞음</translation>
    </message>
    <message>
        <source>no longer in force: reopened on {0} by {1} ({2})</source>
        <translation>더 이상 유효하지 않음: {0}에 {1} 님이 다시 엶 ({2})</translation>
    </message>
    <message>
        <source>no longer in force: the record was changed after it, in entry {0}</source>
        <translation>더 이상 유효하지 않음: 서명 뒤에 항목 {0}에서 기록이 변경됨</translation>
    </message>
    <message>
        <source>{0} of {1} images judged, {2} of them blind</source>
        <translation>이미지 {1}개 중 {0}개 판정, 그중 {2}개는 블라인드</translation>
    </message>
    <message>
        <source>{0} by {1} on {2}, entry {3}, {4}; {5}</source>
        <translation>{0}, {1}, {2}, 항목 {3}, {4}, {5}</translation>
    </message>
    <message>
        <source>a rewrite of the whole file and of every anchor; a false statement by the person who made it; a wrong clock; a change of what is no evidence: how the workbench was arranged last, the words of its undo menu</source>
        <translation>파일 전체와 모든 기준점을 다시 쓴 경우, 기록한 사람의 거짓 진술, 잘못된 시계, 증거가 아닌 것의 변경(작업 화면의 마지막 배치, 실행 취소 메뉴의 문구)</translation>
    </message>
    <message>
        <source>a report rewritten as a whole together with its manifest (compare its SHA-256 with the session&apos;s audit trail), a false statement by the person who made it, a wrong clock</source>
        <translation>매니페스트까지 함께 전체를 다시 쓴 보고서(SHA-256을 세션의 감사 추적과 비교하세요), 기록한 사람의 거짓 진술, 잘못된 시계</translation>
    </message>
    <message>
        <source>An earlier demo session cannot be used; it was left as it is, beside this one.</source>
        <translation>이전 데모 세션을 사용할 수 없습니다. 그 파일은 그대로 두고 옆에 이 세션을 열었습니다.</translation>
    </message>
    <message>
        <source>Sample images of this version that were added: {count}</source>
        <translation>새로 추가된 이 버전의 샘플 이미지: {count}</translation>
    </message>
    <message>
        <source>Sample images of an earlier version, kept in the record only: {count}</source>
        <translation>기록에만 남아 있는 이전 버전의 샘플 이미지: {count}</translation>
    </message>
    <message>
        <source>The demo model has changed since; explain an image again to see what it says now.</source>
        <translation>그 뒤로 데모 모델이 바뀌었습니다. 지금의 답을 보려면 이미지를 다시 설명하세요.</translation>
    </message>
    <message>
        <source>Blind review: shown after your verdict.</source>
        <translation>블라인드 검토: 판정한 뒤에 표시됩니다.</translation>
    </message>
    <message>
        <source>Shown image</source>
        <translation>표시된 이미지</translation>
    </message>
    <message>
        <source>Looking for moved images in {name}</source>
        <translation>{name}에서 이동한 이미지를 찾는 중</translation>
    </message>
    <message>
        <source>No image is missing.</source>
        <translation>없어진 이미지가 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) found again.</source>
        <translation>
            <numerusform>이미지 %n개를 다시 찾았습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) are still missing.</source>
        <translation>
            <numerusform>이미지 %n개가 아직 없습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not below that folder: {names}</source>
        <translation>그 폴더 아래에 없음: {names}</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>adding the annotation</source>
        <translation>주석 추가</translation>
    </message>
    <message>
        <source>changing the annotation</source>
        <translation>주석 변경</translation>
    </message>
    <message>
        <source>deleting the annotation</source>
        <translation>주석 삭제</translation>
    </message>
    <message>
        <source>before the image was explained</source>
        <translation>이미지를 설명하기 전에 작성</translation>
    </message>
    <message>
        <source>after the image was explained</source>
        <translation>이미지를 설명한 뒤에 작성</translation>
    </message>
    <message>
        <source>This session’s record is in doubt: {reason}</source>
        <translation>이 세션의 기록이 의심스럽습니다: {reason}</translation>
    </message>
    <message>
        <source>This session’s record is not intact: {reason}</source>
        <translation>이 세션의 기록이 온전하지 않습니다: {reason}</translation>
    </message>
    <message>
        <source>The record of this session does not hold, and what was written says so</source>
        <translation>이 세션의 기록이 온전하지 않다는 사실을 작성된 파일에도 적었습니다</translation>
    </message>
    <message>
        <source>Tools › Verify this session says more.</source>
        <translation>도구 › 이 세션 검증에서 자세히 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>{reason} (and {count} more)</source>
        <translation>{reason} (외 {count}건)</translation>
    </message>
    <message>
        <source>Failure taxonomy</source>
        <translation>실패 용어</translation>
    </message>
    <message>
        <source>Use these terms</source>
        <translation>이 용어 사용</translation>
    </message>
    <message>
        <source>The terms are recorded in the session: reports, exports and other machines need no file. A code that the session knows stays known. The change is entered in the audit trail.</source>
        <translation>용어는 세션에 기록됩니다. 보고서, 내보낸 자료, 다른 컴퓨터에는 파일이 필요 없습니다. 세션이 아는 코드는 계속 남으며, 변경은 감사 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Load a file…</source>
        <translation>파일 불러오기…</translation>
    </message>
    <message>
        <source>Program&apos;s terms only</source>
        <translation>프로그램 용어만</translation>
    </message>
    <message>
        <source>Save an example file…</source>
        <translation>예제 파일 저장…</translation>
    </message>
    <message>
        <source>Marks: how many annotations of this session hold the code.</source>
        <translation>주석: 이 세션에서 그 코드를 쓰는 주석의 수입니다.</translation>
    </message>
    <message>
        <source>The session has these terms already.</source>
        <translation>세션에 이미 이 용어가 있습니다.</translation>
    </message>
    <message>
        <source>reading the failure terms</source>
        <translation>실패 용어를 읽는 중</translation>
    </message>
    <message>
        <source>writing the example file</source>
        <translation>예제 파일을 쓰는 중</translation>
    </message>
    <message>
        <source>Example file written: {name}. Edit it with any text editor, then load it here.</source>
        <translation>예제 파일을 저장했습니다: {name}. 텍스트 편집기로 고친 뒤 여기에서 불러오세요.</translation>
    </message>
    <message>
        <source>In use: the program&apos;s own terms</source>
        <translation>사용 중: 프로그램의 용어</translation>
    </message>
    <message>
        <source>In use: the program&apos;s terms and those of “{team}”</source>
        <translation>사용 중: 프로그램의 용어와 “{team}”의 용어</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>새 용어 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in other words</source>
        <translation>
            <numerusform>문구 변경 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offered again</source>
        <translation>
            <numerusform>다시 제공 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n no longer offered</source>
        <translation>
            <numerusform>더 제공하지 않음 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the program hidden</source>
        <translation>
            <numerusform>프로그램 용어 숨김 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the program shown again</source>
        <translation>
            <numerusform>프로그램 용어 다시 표시 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>another name or version</source>
        <translation>다른 이름 또는 버전</translation>
    </message>
    <message>
        <source>The program&apos;s terms only: {changes}. Nothing is changed yet.</source>
        <translation>프로그램 용어만: {changes}. 아직 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>{file}, “{team}”: {changes}. Nothing is changed yet.</source>
        <translation>{file}, “{team}”: {changes}. 아직 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>the program&apos;s own</source>
        <translation>프로그램의 용어</translation>
    </message>
    <message>
        <source>Failure terms in use: {name}</source>
        <translation>사용 중인 실패 용어: {name}</translation>
    </message>
    <message>
        <source>The run of {name} to compare with is there: choose it in the comparison.</source>
        <translation>{name}의 비교용 설명이 준비되었습니다. 비교 화면에서 선택하세요.</translation>
    </message>
    <message>
        <source>Compare with another method or model</source>
        <translation>다른 방법이나 모델과 비교</translation>
    </message>
    <message>
        <source>Make this run</source>
        <translation>비교용 설명 생성</translation>
    </message>
    <message>
        <source>One more run of this image, to look at beside the shown one. The session’s own model and method, and what they answered, stay as they are.</source>
        <translation>지금 보이는 설명 옆에 놓고 볼 설명을 이 이미지에 하나 더 만듭니다. 세션의 모델과 방법, 그리고 그 결과는 그대로 유지됩니다.</translation>
    </message>
</context>
</TS>
